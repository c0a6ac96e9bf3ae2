using LinYuan.Api.Features.Clues;
using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos;

/// <summary>
/// 线索: what somebody saw, by the reporter, and how it was solved, by the owner. Neither is ever public, also where the clue is: a
/// snapshot of a street shows faces and number plates, the same angle afterwards shows from whose window it was taken, and where
/// exactly the trouble is stands in no public view. What everyone is to know staff write in words.
/// </summary>
public sealed class PhotosOfClues(ClueAccess access, ClueStore clues, ClueHands hands, Db db) : IPhotographed
{
    public IReadOnlyList<PhotoSubject> Kinds { get; } = [PhotoSubject.Clue, PhotoSubject.Resolution];

    public PhotoSubject? PublicKind => null;

    public async Task<PhotoCase> Visible(EntityId id, Caller caller)
    {
        var clue = (await access.Visible(id, caller)).Clue;
        return await db.Read(session => Of(session, clue, caller));
    }

    public async Task<PhotoCase> Find(DbSession session, long id, Caller caller) => await Of(session, (await clues.Find(session, id))!, caller);

    /// <summary>Each person's photos are counted by themselves, and that person's own row is the queue.</summary>
    public Task Lock(Tx tx, long id) => Task.CompletedTask;

    public Task<bool> IsPublic(DbSession session, long id) => Task.FromResult(false);

    /// <summary>They reach only people who work on the clue.</summary>
    public Task<bool> AwaitsStaff(DbSession session, Photo photo) => Task.FromResult(false);

    private async Task<PhotoCase> Of(DbSession session, Clue clue, Caller caller) =>
        new CluePhotos(await hands.AsMetBy(session, clue, caller), await hands.Helps(session, clue, caller), caller);
}

/// <summary>
/// The reporter adds photos until the clue has ended, the owner from the moment of signing. No view says whose a photo is: that the
/// reporter's are the reporter's is all that anyone learns.
/// </summary>
internal sealed record CluePhotos(Clue Clue, bool Helps, Caller Caller) : PhotoCase(Caller)
{
    private static readonly HashSet<ClueStatus> Ended = [ClueStatus.NotAccepted, ClueStatus.Merged, ClueStatus.Closed, ClueStatus.ClosedNoAnswer];
    private static readonly HashSet<ClueStatus> NotSigned = [ClueStatus.Submitted, ClueStatus.Accepted, ClueStatus.Dispatched];

    public override IReadOnlyList<(PhotoSubject Kind, long Id)> Subjects => [(PhotoSubject.Clue, Clue.Id), (PhotoSubject.Resolution, Clue.Id)];

    protected override bool IsOwn => Clue.ReporterId == Caller.UserId;

    private bool IsOwner => !IsOwn && Clue.OwnerId == Caller.UserId;

    public override PhotoTarget TargetFor(PhotoSubject kind, DateTimeOffset now)
    {
        if (!(kind == PhotoSubject.Clue ? IsOwn : IsOwner))
            throw new Refusal(RequestErrors.AccessDenied);
        if (Ended.Contains(Clue.Status))
            throw new Refusal(ClueErrors.WrongState, "这条线索已经结束，不能再添加照片");
        if (kind == PhotoSubject.Resolution && NotSigned.Contains(Clue.Status))
            throw new Refusal(ClueErrors.WrongState, "签收以后，才能添加处理结果的照片");
        // Not shared: an owner who takes over finds room, and cannot take away what the one before added.
        return new PhotoTarget(kind, Clue.Id, WishId: null, Clue.Area, IsShared: false);
    }

    protected override bool Concerns(PhotoSubject kind) => IsOwn || IsOwner || Helps;

    protected override bool IsPublic(PhotoSubject kind) => false;
}
