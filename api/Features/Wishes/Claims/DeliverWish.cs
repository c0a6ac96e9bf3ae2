using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

public sealed record DeliverWishRequest([property: Text(4, 4, Optional = true)] string? HandoverCode, [property: Text(1, 200, Optional = true)] string? Note);

/// <summary>
/// The claimer reports the delivery. With the resident's handover code it is confirmed at once; without it the resident is asked.
/// </summary>
public sealed class DeliverWish(
    WishStore wishes, WishMoves moves, WishClaimStore claims, WishOutcomes outcomes, WishAccess access, TextChecks texts, Db db,
    IOptions<WishOptions> options, TimeProvider time)
{
    public static Task<IResult> Handle(EntityId id, DeliverWishRequest? body, Caller caller, IdempotentCall call, DeliverWish deliver) =>
        deliver.Handle(id, body ?? new DeliverWishRequest(null, null), caller, call);

    private async Task<IResult> Handle(EntityId id, DeliverWishRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.Visible(id, caller);
        return await call.After(() => Prepare(id.Value, body, caller), isCodeRight => call.Move(tx => Run(tx, seen, body, isCodeRight, caller)));
    }

    /// <summary>
    /// The resident reads the note without a review in between, so it is checked. A code is tried apart from the move, because a wrong
    /// one must still be counted when the move is refused. True when the code is the right one.
    /// </summary>
    private async Task<bool> Prepare(long id, DeliverWishRequest body, Caller caller)
    {
        await texts.RequirePassed(caller.UserId, TextScene.Comment, body.Note);
        if (string.IsNullOrEmpty(body.HandoverCode))
            return false;
        var (now, most) = (time.Now(), options.Value.HandoverTries);
        return await db.InTransaction(caller, tx => claims.TryCode(tx, id, caller.UserId, body.HandoverCode, most, now)) switch
        {
            CodeTry.Right => true,
            CodeTry.Wrong => throw new Refusal(WishErrors.CodeWrong),
            CodeTry.Locked => throw new Refusal(WishErrors.CodeLocked),
            // Not refused here: a repeat of the delivery that ended the claim is owed its stored answer, and the move says why not.
            _ => false,
        };
    }

    private async Task<WishView> Run(Tx tx, SeenWish seen, DeliverWishRequest body, bool isCodeRight, Caller caller)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        if (!isCodeRight && !string.IsNullOrEmpty(body.HandoverCode))
            throw await WhyNot(tx, id, caller, now);
        var moved = isCodeRight
            ? await claims.DeliverWithCode(tx, id, caller.UserId, body.Note, now)
            : await claims.Deliver(tx, id, caller.UserId, body.Note, now);
        if (moved == 0)
            throw await WhyNot(tx, id, caller, now);
        var move = isCodeRight
            ? new WishMove(WishAction.DeliverWithCode, WishStatus.InProgress, WishStatus.Fulfilled, WishActor.Claimer, caller.UserId)
            : new WishMove(WishAction.Deliver, WishStatus.InProgress, WishStatus.Delivered, WishActor.Claimer, caller.UserId);
        await moves.Record(tx, seen.Wish, move, now);
        if (isCodeRight)
            await outcomes.Complete(tx, (await wishes.Find(tx, id))!, isConfirmed: true, now);
        return await access.View(tx, seen, caller, now);
    }

    private async Task<Refusal> WhyNot(Tx tx, long id, Caller caller, DateTimeOffset now)
    {
        var wish = (await wishes.Find(tx, id))!;
        return wish.Status == WishStatus.Claimed && wish.IsHeldBy(caller, now)
            ? new Refusal(WishErrors.NotContactedYet)
            : await access.WhyNotClaimer(tx, id, caller, now);
    }
}
