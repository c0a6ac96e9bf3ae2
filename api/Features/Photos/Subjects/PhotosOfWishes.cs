using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos.Subjects;

/// <summary>微心愿: what is wished for, by its author, and the delivery, by its claimer.</summary>
public sealed class PhotosOfWishes(WishAccess access, WishStore wishes) : IPhotographed
{
    public IReadOnlyList<PhotoSubject> Kinds { get; } = [PhotoSubject.Wish, PhotoSubject.Delivery];

    public PhotoSubject? PublicKind => PhotoSubject.Wish;

    public async Task<PhotoCase> Visible(EntityId id, Caller caller) => new WishPhotos((await access.Visible(id, caller)).Wish, caller);

    public async Task<PhotoCase> Find(DbSession session, long id, Caller caller) => new WishPhotos((await wishes.Find(session, id))!, caller);

    /// <summary>All photos of one subject are one person's, whose own row is the queue.</summary>
    public Task Lock(Tx tx, long id) => Task.CompletedTask;

    public async Task<bool> IsPublic(DbSession session, long id) => await wishes.Find(session, id) is { IsListed: true };

    /// <summary>
    /// Whoever approves a wish looks at its photos too. One that is added to a wish that everyone reads already was seen by nobody, and
    /// a machine's word alone makes nothing public.
    /// </summary>
    public async Task<bool> AwaitsStaff(DbSession session, Photo photo) =>
        photo.SubjectKind == PhotoSubject.Wish && (await wishes.Find(session, photo.CaseId))?.PublishedAt < photo.CreatedAt;
}

/// <summary>
/// The author adds photos of the wish until it ends, the claimer of the delivery while the claim holds or waits to be confirmed. A
/// delivery's photo is only for those concerned, like the note that comes with it.
/// </summary>
internal sealed record WishPhotos(Wish Wish, Caller Caller) : PhotoCase(Caller)
{
    private static readonly HashSet<WishStatus> Ended =
    [
        WishStatus.Rejected, WishStatus.Fulfilled, WishStatus.FulfilledUnconfirmed, WishStatus.Withdrawn, WishStatus.Unmet, WishStatus.Merged,
    ];

    public override IReadOnlyList<(PhotoSubject Kind, long Id)> Subjects =>
        [(PhotoSubject.Wish, Wish.Id), .. Wish.ClaimId is { } claim ? [(PhotoSubject.Delivery, claim)] : Array.Empty<(PhotoSubject, long)>()];

    protected override bool IsOwn => Wish.AuthorId == Caller.UserId;

    public override PhotoTarget TargetFor(PhotoSubject kind, DateTimeOffset now)
    {
        if ((kind == PhotoSubject.Wish ? Wish.AuthorId : Wish.ClaimerId) != Caller.UserId)
            throw new Refusal(RequestErrors.AccessDenied);
        if (Ended.Contains(Wish.Status))
            throw new Refusal(WishErrors.WrongState, "这个心愿已经结束，不能再添加照片");
        if (kind == PhotoSubject.Delivery && Wish.LeaseEnd <= now)
            throw new Refusal(WishErrors.LeaseOver);
        return new PhotoTarget(kind, kind == PhotoSubject.Wish ? Wish.Id : Wish.ClaimId!.Value, Wish.Id, Wish.Place, IsShared: false);
    }

    protected override bool Concerns(PhotoSubject kind) => IsOwn || Wish.ClaimerId == Caller.UserId;

    protected override bool IsPublic(PhotoSubject kind) => kind == PhotoSubject.Wish && Wish.IsListed;
}
