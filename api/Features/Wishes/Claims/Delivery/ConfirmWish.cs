using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Claims.Delivery;

[ValidatableType]
public sealed record ConfirmWishRequest(
    [property: Needed, Between(1, 5)] int? Score, [property: Text(1, 200, Optional = true)] string? Comment, OnBehalfRequest? OnBehalf);

/// <summary>The resident says that it was done, with a score and thanks.</summary>
public sealed class ConfirmWish(
    ProxyConsents proxies, WishStore wishes, WishMoves moves, WishOutcomeStore store, WishOutcomes outcomes, WishRepeatStore repeats,
    WishWordChecks checks, TimeProvider time) : Operation<ConfirmWishRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/confirm");
        Group<People>();
        Moves([
            RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.WrongState, WishErrors.AlreadyDone, WeChatRefusals.RiskyContent,
            .. ProxyConsents.Refusals,
        ]);
    }

    protected override async Task<IResult> Handle(ConfirmWishRequest request, CancellationToken ct)
    {
        var seen = await proxies.Find(Id, Caller, request.OnBehalf);
        return await Call.After(
            async () =>
            {
                var consent = await proxies.Ask(request.OnBehalf, Caller, seen.Wish);
                return (Consent: consent, Comment: await checks.Judge(request.Comment, Caller));
            },
            asked => Call.Move(tx => Confirm(tx, seen, request.Score!.Value, asked.Comment, asked.Consent)));
    }

    private async Task<WishView> Confirm(Tx tx, SeenWish seen, int score, CheckedWords comment, Consent? consent)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        await proxies.Use(tx, consent, id, Caller, ProxyAct.Confirm, now);
        var from = WishStatus.Delivered;
        // Whoever delivered it, as the row says now: it may have changed hands since the caller looked.
        var wish = (await wishes.Find(tx, id))!;
        if (await store.Confirm(tx, id, score, comment, now) == 1)
            await outcomes.Complete(tx, wish, isConfirmed: true, now);
        else if (await store.ScoreOnly(tx, id, score, comment) == 1)
            from = WishStatus.Fulfilled;
        else
            throw await repeats.WhyNot(tx, id, WishAction.Confirm, Caller);
        await checks.CheckCommentLater(tx, id, Caller, comment, now);
        var move = new WishMove(WishAction.Confirm, from, WishStatus.Fulfilled, WishActor.Author, Caller.UserId, OnBehalf: consent is not null);
        await moves.Record(tx, wish, move, now);
        return await proxies.View(tx, seen, consent, Caller, now);
    }
}
