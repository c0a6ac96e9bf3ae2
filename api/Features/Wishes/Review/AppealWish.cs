using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <param name="Reason">Read by the staff who look at it again, and by nobody else.</param>
public sealed record AppealWishRequest([property: Text(2, 500)] string Reason, OnBehalfRequest? OnBehalf);

/// <summary>The author asks, once, that others look at a wish that was turned down.</summary>
public sealed class AppealWish(
    ProxyConsents proxies, CrowdPledging pledging, ReviewStore reviews, WishMoves moves, TimeProvider time)
{
    public static Task<IResult> Handle(EntityId id, AppealWishRequest body, Caller caller, IdempotentCall call, AppealWish appeal) =>
        appeal.Handle(id, body, caller, call);

    private async Task<IResult> Handle(EntityId id, AppealWishRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await proxies.Find(id, caller, body.OnBehalf);
        return await call.After(
            () => proxies.Ask(body.OnBehalf, caller, seen.Wish),
            consent => call.Move(tx => Run(tx, seen, body.Reason, consent, caller)));
    }

    private async Task<WishView> Run(Tx tx, SeenWish seen, string reason, Consent? consent, Caller caller)
    {
        var now = time.Now();
        await proxies.Use(tx, consent, seen.Wish.Id, caller, ProxyAct.Appeal, now);
        var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
        WishRules.Require(WishRules.Appeal(wish, now));
        await reviews.Appeal(tx, wish.Id, now);
        var move = new WishMove(
            WishAction.Appeal, WishStatus.Rejected, WishStatus.PendingReview, WishActor.Author, caller.UserId, reason, OnBehalf: consent is not null);
        await moves.Record(tx, wish, move, now);
        return await proxies.View(tx, seen, consent, caller, now);
    }
}
