using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Claims.Delivery;

[ValidatableType]
public sealed record DisputeWishRequest([property: Text(2, 200)] string Reason, OnBehalfRequest? OnBehalf);

/// <summary>The resident says that it was not done; staff decide.</summary>
public sealed class DisputeWish(
    ProxyConsents proxies, WishStore wishes, WishMoves moves, WishOutcomeStore store, WishRepeatStore repeats, TimeProvider time)
    : Operation<DisputeWishRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/dispute");
        Group<People>();
        Moves([RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.WrongState, WishErrors.AlreadyDone, .. ProxyConsents.Refusals]);
    }

    protected override async Task<IResult> Handle(DisputeWishRequest request, CancellationToken ct)
    {
        var seen = await proxies.Find(Id, Caller, request.OnBehalf);
        return await Call.After(
            () => proxies.Ask(request.OnBehalf, Caller, seen.Wish),
            consent => Call.Move(tx => Dispute(tx, seen, request.Reason, consent)));
    }

    private async Task<WishView> Dispute(Tx tx, SeenWish seen, string reason, Consent? consent)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        await proxies.Use(tx, consent, id, Caller, ProxyAct.Dispute, now);
        if (await store.Dispute(tx, id) == 0)
            throw await repeats.WhyNot(tx, id, WishAction.Dispute, Caller);
        var move = new WishMove(
            WishAction.Dispute, WishStatus.Delivered, WishStatus.Disputed, WishActor.Author, Caller.UserId, reason, OnBehalf: consent is not null);
        await moves.Record(tx, (await wishes.Find(tx, id))!, move, now);
        return await proxies.View(tx, seen, consent, Caller, now);
    }
}
