using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>The author hands a wish in again after staff asked for changes.</summary>
public static class ResubmitWish
{
    public static async Task<IResult> Handle(
        EntityId id, PostWishRequest body, Caller caller, IdempotentCall call, WishAccess access, WishStore wishes, WishMoves moves, CrowdStore crowd,
        PostWish post, TimeProvider time)
    {
        var seen = await access.Own(id, caller);
        return await call.After(
            () => post.Prepare(body, caller),
            prepared => call.Move(async tx =>
            {
                var now = time.Now();
                if (await wishes.Resubmit(tx, id.Value, prepared.Wish, now) == 0)
                    throw new Refusal(WishErrors.WrongState);
                await crowd.SetItems(tx, id.Value, prepared.Items);
                await moves.Record(
                    tx, seen.Wish, new WishMove(WishAction.Submit, WishStatus.Draft, WishStatus.PendingReview, WishActor.Author, caller.UserId), now);
                return await access.View(tx, seen with { CommunityName = prepared.CommunityName }, caller, now);
            }));
    }
}
