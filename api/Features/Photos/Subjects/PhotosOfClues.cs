using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos.Subjects;

/// <summary>
/// 线索: what somebody saw, by the reporter, and how it was solved, by the owner. Neither is ever public, also where the clue is: a
/// snapshot of a street shows faces and number plates, the same angle afterwards shows from whose window it was taken, and where
/// exactly the trouble is stands in no public view. What everyone is to know staff write in words.
/// </summary>
public sealed class PhotosOfClues(ClueCases clues, ClueHands hands, Db db) : IPhotographed
{
    public IReadOnlyList<PhotoSubject> Kinds { get; } = [PhotoSubject.Clue, PhotoSubject.Resolution];

    public PhotoSubject? PublicKind => null;

    public async Task<PhotoCase> Visible(EntityId id, Caller caller)
    {
        var seen = await clues.See(id.Value, caller);
        return await db.Read(session => Of(session, seen.Case, seen.Roles, caller));
    }

    public async Task<PhotoCase> Find(DbSession session, long id, Caller caller)
    {
        var clue = (await clues.Find(session, id))!;
        return await Of(session, clue, await clues.RolesOf(session, clue, caller), caller);
    }

    /// <summary>Each person's photos are counted by themselves, and that person's own row is the queue.</summary>
    public Task Lock(Tx tx, long id) => Task.CompletedTask;

    public Task<bool> IsPublic(DbSession session, long id) => Task.FromResult(false);

    /// <summary>They reach only people who work on the clue.</summary>
    public Task<bool> AwaitsStaff(DbSession session, Photo photo) => Task.FromResult(false);

    private async Task<PhotoCase> Of(DbSession session, Clue clue, IReadOnlyList<ClueActor> roles, Caller caller) =>
        new CluePhotos(clue, roles.Contains(ClueActor.Owner), await hands.Helps(session, clue, caller), caller);
}

/// <summary>
/// The reporter adds photos until the clue has ended, the owner from the moment of signing. No view says whose a photo is: that the
/// reporter's are the reporter's is all that anyone learns.
/// </summary>
internal sealed record CluePhotos(Clue Clue, bool IsOwner, bool Helps, Caller Caller) : PhotoCase(Caller)
{
    public override IReadOnlyList<(PhotoSubject Kind, long Id)> Subjects => [(PhotoSubject.Clue, Clue.Id), (PhotoSubject.Resolution, Clue.Id)];

    protected override bool IsOwn => Clue.ReporterId == Caller.UserId;

    public override PhotoTarget TargetFor(PhotoSubject kind, DateTimeOffset now)
    {
        if (!(kind == PhotoSubject.Clue ? IsOwn : IsOwner))
            throw new Refusal(RequestErrors.AccessDenied);
        if (ClueLifecycle.Ended.Has(Clue.Status))
            throw new Refusal(ClueErrors.WrongState, "这条线索已经结束，不能再添加照片");
        if (kind == PhotoSubject.Resolution && ClueLifecycle.NotSigned.Has(Clue.Status))
            throw new Refusal(ClueErrors.WrongState, "签收以后，才能添加处理结果的照片");
        // Not shared: an owner who takes over finds room, and cannot take away what the one before added.
        return new PhotoTarget(kind, Clue.Id, WishId: null, Clue.Area, IsShared: false);
    }

    protected override bool Concerns(PhotoSubject kind) => IsOwn || IsOwner || Helps;

    protected override bool IsPublic(PhotoSubject kind) => false;
}
