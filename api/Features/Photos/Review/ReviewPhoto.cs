using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Photos;

/// <param name="Reason">For the owner.</param>
public sealed record HidePhotoRequest([property: Text(2, 200)] string Reason);

/// <summary>What staff decide about photos of their area.</summary>
public sealed class ReviewPhoto(Db db, PhotoStore photos, PhotoViews views, TimeProvider time)
{
    public static Task<IResult> Show(EntityId id, Caller caller, IdempotentCall call, ReviewPhoto review) =>
        review.Decide(id, caller, call, PhotoAction.Show, null);

    public static Task<IResult> Hide(EntityId id, HidePhotoRequest body, Caller caller, IdempotentCall call, ReviewPhoto review) =>
        review.Decide(id, caller, call, PhotoAction.Hide, body.Reason);

    private async Task<IResult> Decide(EntityId id, Caller caller, IdempotentCall call, PhotoAction action, string? reason)
    {
        var found = await db.Read(session => photos.Find(session, id.Value));
        if (found is null or { Status: PhotoStatus.Removed } || !found.IsReviewedBy(caller))
            throw new Refusal(RequestErrors.NotFound);
        if (found.OwnerId == caller.UserId)
            throw new Refusal(PhotoErrors.OwnCase);
        return await call.Move(async tx =>
        {
            if (await photos.Move(tx, found.Id, action, time.Now(), caller.UserId, reason) == 0)
                throw new Refusal(PhotoErrors.WrongState);
            return views.For((await photos.Find(tx, found.Id))!, caller);
        });
    }
}
