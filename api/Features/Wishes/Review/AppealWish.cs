using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Review;

/// <param name="Reason">Read by the staff who look at it again, and by nobody else.</param>
[ValidatableType]
public sealed record AppealWishRequest([property: Text(2, 500)] string Reason, OnBehalfRequest? OnBehalf);

/// <summary>The author asks, once, that others look at a wish that was turned down.</summary>
public sealed class AppealWish(
    ProxyConsents proxies, CrowdPledging pledging, ReviewStore reviews, WishMoves moves, TimeProvider time) : Operation<AppealWishRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/appeal");
        Group<People>();
        Moves([
            RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.WrongState, WishErrors.AppealUsed, WishErrors.AppealOver,
            .. ProxyConsents.Refusals,
        ]);
    }

    protected override async Task<IResult> Handle(AppealWishRequest request, CancellationToken ct)
    {
        var seen = await proxies.Find(Id, Caller, request.OnBehalf);
        return await Call.After(
            () => proxies.Ask(request.OnBehalf, Caller, seen.Wish),
            consent => Call.Move(tx => Appeal(tx, seen, request.Reason, consent)));
    }

    private async Task<WishView> Appeal(Tx tx, SeenWish seen, string reason, Consent? consent)
    {
        var now = time.Now();
        await proxies.Use(tx, consent, seen.Wish.Id, Caller, ProxyAct.Appeal, now);
        var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
        WishRules.Require(WishRules.Appeal(wish, now));
        await reviews.Appeal(tx, wish.Id, now);
        var move = new WishMove(
            WishAction.Appeal, WishStatus.Rejected, WishStatus.PendingReview, WishActor.Author, Caller.UserId, reason, OnBehalf: consent is not null);
        await moves.Record(tx, wish, move, now);
        return await proxies.View(tx, seen, consent, Caller, now);
    }
}
