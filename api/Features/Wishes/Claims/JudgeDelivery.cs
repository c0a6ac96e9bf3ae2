using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes;

public sealed record ConfirmWishRequest(
    [property: Needed, Between(1, 5)] int? Score, [property: Text(1, 200, Optional = true)] string? Comment, OnBehalfRequest? OnBehalf);

public sealed record DisputeWishRequest([property: Text(2, 200)] string Reason, OnBehalfRequest? OnBehalf);

/// <summary>What the resident says of a delivery: that it was done, with a score and thanks, or that it was not.</summary>
public sealed class JudgeDelivery(
    ProxyConsents proxies, WishStore wishes, WishMoves moves, WishOutcomeStore store, WishOutcomes outcomes, WishRepeatStore repeats, TextChecks texts,
    OutboxStore outbox,
    TimeProvider time)
{
    /// <summary>The resident says that it was done, with a score and thanks.</summary>
    public static Task<IResult> Confirm(EntityId id, ConfirmWishRequest body, Caller caller, IdempotentCall call, JudgeDelivery judge) =>
        judge.Confirm(id, body, caller, call);

    /// <summary>The resident says that it was not done; staff decide.</summary>
    public static Task<IResult> Dispute(EntityId id, DisputeWishRequest body, Caller caller, IdempotentCall call, JudgeDelivery judge) =>
        judge.Dispute(id, body, caller, call);

    private async Task<IResult> Confirm(EntityId id, ConfirmWishRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await proxies.Find(id, caller, body.OnBehalf);
        return await call.After(
            async () =>
            {
                var consent = await proxies.Ask(body.OnBehalf, caller, seen.Wish);
                return (Consent: consent, Comment: new CheckedWords(body.Comment, await texts.Judge(caller.UserId, TextScene.Comment, body.Comment)));
            },
            asked => call.Move(tx => Confirm(tx, seen, body.Score!.Value, asked.Comment, asked.Consent, caller)));
    }

    private async Task<IResult> Dispute(EntityId id, DisputeWishRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await proxies.Find(id, caller, body.OnBehalf);
        return await call.After(() => proxies.Ask(body.OnBehalf, caller, seen.Wish), consent => call.Move(async tx =>
        {
            var now = time.Now();
            await proxies.Use(tx, consent, id.Value, caller, ProxyAct.Dispute, now);
            if (await store.Dispute(tx, id.Value) == 0)
                throw await repeats.WhyNot(tx, id.Value, WishAction.Dispute, caller);
            var move = new WishMove(
                WishAction.Dispute, WishStatus.Delivered, WishStatus.Disputed, WishActor.Author, caller.UserId, body.Reason, OnBehalf: consent is not null);
            await moves.Record(tx, (await wishes.Find(tx, id.Value))!, move, now);
            return await proxies.View(tx, seen, consent, caller, now);
        }));
    }

    private async Task<WishView> Confirm(Tx tx, SeenWish seen, int score, CheckedWords comment, Consent? consent, Caller caller)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        await proxies.Use(tx, consent, id, caller, ProxyAct.Confirm, now);
        var from = WishStatus.Delivered;
        // Whoever delivered it, as the row says now: it may have changed hands since the caller looked.
        var wish = (await wishes.Find(tx, id))!;
        if (await store.Confirm(tx, id, score, comment, now) == 1)
            await outcomes.Complete(tx, wish, isConfirmed: true, now);
        else if (await store.ScoreOnly(tx, id, score, comment) == 1)
            from = WishStatus.Fulfilled;
        else
            throw await repeats.WhyNot(tx, id, WishAction.Confirm, caller);
        await WishWords.Comment.CheckLater(outbox, tx, id, caller.UserId, comment.Check, now);
        var move = new WishMove(WishAction.Confirm, from, WishStatus.Fulfilled, WishActor.Author, caller.UserId, OnBehalf: consent is not null);
        await moves.Record(tx, wish, move, now);
        return await proxies.View(tx, seen, consent, caller, now);
    }
}
