using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>The author hands a wish in again after staff asked for changes.</summary>
public static class ResubmitWish
{
    public static async Task<IResult> Handle(
        EntityId id, PostWishRequest body, Caller caller, IdempotentCall call, ProxyConsents proxies, WishStore wishes, WishMoves moves, CrowdStore crowd,
        PostWish post, WishVersions versions, WishRepeatStore repeats, TimeProvider time)
    {
        var seen = await proxies.Find(id, caller, body.OnBehalf);
        return await call.After(
            () => post.Prepare(body, caller, seen.Wish),
            prepared => call.Move(async tx =>
            {
                var now = time.Now();
                await proxies.Use(tx, prepared.Consent, id.Value, caller, ProxyAct.Resubmit, now);
                await versions.Keep(tx, id.Value, now);
                if (await wishes.Resubmit(tx, id.Value, prepared.Wish, now) == 0)
                    throw await repeats.WhyNot(tx, id.Value, WishAction.Submit, caller);
                await crowd.SetItems(tx, id.Value, prepared.Items);
                await moves.Record(
                    tx, seen.Wish, new WishMove(
                        WishAction.Submit, WishStatus.Draft, WishStatus.PendingReview, WishActor.Author, caller.UserId,
                        OnBehalf: prepared.Consent is not null), now);
                var view = await proxies.View(tx, seen with { CommunityName = prepared.CommunityName }, prepared.Consent, caller, now);
                return view with { Similar = prepared.Similar };
            }));
    }
}
