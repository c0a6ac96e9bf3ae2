using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes;

public sealed record DeliverWishRequest([property: Code(4, Optional = true)] string? HandoverCode, [property: Text(1, 200, Optional = true)] string? Note);

/// <summary>
/// The claimer reports the delivery. With the resident's handover code it is confirmed at once; without it, or with one that was hit after
/// many wrong ones, the resident is asked.
/// </summary>
public sealed class DeliverWish(
    WishStore wishes, WishMoves moves, WishClaimStore claims, HandoverCodes codes, WishOutcomes outcomes, WishAccess access, TextChecks texts,
    OutboxStore outbox, TimeProvider time)
{
    public static Task<IResult> Handle(EntityId id, DeliverWishRequest? body, Caller caller, IdempotentCall call, DeliverWish deliver) =>
        deliver.Handle(id, body ?? new DeliverWishRequest(null, null), caller, call);

    private async Task<IResult> Handle(EntityId id, DeliverWishRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.Visible(id, caller);
        return await call.After(() => Prepare(id.Value, body, caller), prepared => call.Move(tx => Run(tx, seen, body, prepared, caller)));
    }

    /// <summary>
    /// The resident reads the note without a review in between, so it is checked. A code is tried apart from the move, because a wrong
    /// one must still be counted when the move is refused.
    /// </summary>
    private async Task<Prepared> Prepare(long id, DeliverWishRequest body, Caller caller)
    {
        var noteCheck = await texts.Judge(caller.UserId, TextScene.Comment, body.Note);
        return new Prepared(await TryCode(id, body.HandoverCode, caller), noteCheck);
    }

    /// <summary>Null when no code was given.</summary>
    private async Task<CodeTry?> TryCode(long id, string? code, Caller caller) =>
        string.IsNullOrEmpty(code) ? null : await codes.Try(id, caller, code) switch
        {
            CodeTry.Wrong => throw new Refusal(WishErrors.CodeWrong),
            CodeTry.Locked => throw new Refusal(WishErrors.CodeLocked),
            CodeTry.LockedToday => throw new Refusal(WishErrors.CodeLocked, "今天这个心愿的交接码被输错太多次了。请不填交接码直接提交，再请居民点确认"),
            // One that was not held is not refused here: a repeat of the delivery that ended the claim is owed its stored answer, and the
            // move says why not.
            var tried => tried,
        };

    private async Task<WishView> Run(Tx tx, SeenWish seen, DeliverWishRequest body, Prepared prepared, Caller caller)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        var (tried, noteCheck) = prepared;
        if (tried == CodeTry.NotHeld)
            throw await WhyNot(tx, id, caller, now);
        var isProven = tried == CodeTry.Right;
        var moved = isProven
            ? await claims.DeliverWithCode(tx, id, caller.UserId, new CheckedWords(body.Note, noteCheck), now)
            : await claims.Deliver(tx, id, caller.UserId, new CheckedWords(body.Note, noteCheck), now);
        if (moved == 0)
            throw await WhyNot(tx, id, caller, now);
        var move = isProven
            ? new WishMove(WishAction.DeliverWithCode, WishStatus.InProgress, WishStatus.Fulfilled, WishActor.Claimer, caller.UserId)
            : new WishMove(WishAction.Deliver, WishStatus.InProgress, WishStatus.Delivered, WishActor.Claimer, caller.UserId);
        await moves.Record(tx, seen.Wish, move, now);
        await WishWords.Note.CheckLater(outbox, tx, id, caller.UserId, noteCheck, now);
        if (isProven)
            await outcomes.Complete(tx, (await wishes.Find(tx, id))!, isConfirmed: true, now);
        if (tried == CodeTry.Doubted)
            await codes.Doubt(tx, (await wishes.Find(tx, id))!, now);
        return await access.View(tx, seen, caller, now);
    }

    private sealed record Prepared(CodeTry? Tried, TextCheck? NoteCheck);

    private async Task<Refusal> WhyNot(Tx tx, long id, Caller caller, DateTimeOffset now)
    {
        var wish = (await wishes.Find(tx, id))!;
        if (WishRules.AlreadyDelivered(wish, caller) is { } done)
            return done;
        return wish.Status == WishStatus.Claimed && wish.IsHeldBy(caller, now)
            ? new Refusal(WishErrors.NotContactedYet)
            : await access.WhyNotClaimer(tx, id, caller, now);
    }
}
