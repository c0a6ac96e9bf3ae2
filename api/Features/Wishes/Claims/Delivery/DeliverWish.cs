using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Claims.Delivery;

[ValidatableType]
public sealed record DeliverWishRequest([property: Code(4, Optional = true)] string? HandoverCode, [property: Text(1, 200, Optional = true)] string? Note);

/// <summary>
/// The claimer reports the delivery. With the resident's handover code it is confirmed at once; without it, or with one that was hit after
/// many wrong ones, the resident is asked.
/// </summary>
public sealed class DeliverWish(
    WishStore wishes, WishMoves moves, WishClaimStore claims, HandoverCodes codes, WishOutcomes outcomes, WishAccess access, WishWordChecks checks,
    TimeProvider time) : Operation<DeliverWishRequest, WishView>
{
    protected override bool IsBodyOptional => true;

    public override void Configure()
    {
        Post("/wishes/{id}/deliver");
        Group<People>();
        Moves(
            RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.LeaseOver, WishErrors.WrongState, WishErrors.AlreadyDone,
            WishErrors.NotContactedYet, WishErrors.CodeWrong, WishErrors.CodeLocked, WeChatRefusals.RiskyContent);
    }

    protected override async Task<IResult> Handle(DeliverWishRequest request, CancellationToken ct)
    {
        var seen = await access.Visible(Id, Caller);
        return await Call.After(() => Prepare(request), prepared => Call.Move(tx => Deliver(tx, seen, prepared)));
    }

    /// <summary>
    /// The resident reads the note without a review in between, so it is checked. A code is tried apart from the move, because a wrong
    /// one must still be counted when the move is refused.
    /// </summary>
    private async Task<Prepared> Prepare(DeliverWishRequest request)
    {
        var note = await checks.Judge(request.Note, Caller);
        return new Prepared(await TryCode(request.HandoverCode), note);
    }

    /// <summary>Null when no code was given.</summary>
    private async Task<CodeTry?> TryCode(string? code) =>
        string.IsNullOrEmpty(code) ? null : await codes.Try(Id.Value, Caller, code) switch
        {
            CodeTry.Wrong => throw new Refusal(WishErrors.CodeWrong),
            CodeTry.Locked => throw new Refusal(WishErrors.CodeLocked),
            CodeTry.LockedToday => throw new Refusal(WishErrors.CodeLocked, "今天这个心愿的交接码被输错太多次了。请不填交接码直接提交，再请居民点确认"),
            // One that was not held is not refused here: a repeat of the delivery that ended the claim is owed its stored answer, and the
            // move says why not.
            var tried => tried,
        };

    private async Task<WishView> Deliver(Tx tx, SeenWish seen, Prepared prepared)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        var (tried, note) = prepared;
        if (tried == CodeTry.NotHeld)
            throw await WhyNot(tx, id, now);
        var isProven = tried == CodeTry.Right;
        var moved = isProven
            ? await claims.DeliverWithCode(tx, id, Caller.UserId, note, now)
            : await claims.Deliver(tx, id, Caller.UserId, note, now);
        if (moved == 0)
            throw await WhyNot(tx, id, now);
        var move = isProven
            ? new WishMove(WishAction.DeliverWithCode, WishStatus.InProgress, WishStatus.Fulfilled, WishActor.Claimer, Caller.UserId)
            : new WishMove(WishAction.Deliver, WishStatus.InProgress, WishStatus.Delivered, WishActor.Claimer, Caller.UserId);
        await moves.Record(tx, seen.Wish, move, now);
        await checks.CheckNoteLater(tx, id, Caller, note, now);
        if (isProven)
            await outcomes.Complete(tx, (await wishes.Find(tx, id))!, isConfirmed: true, now);
        if (tried == CodeTry.Doubted)
            await codes.Doubt(tx, (await wishes.Find(tx, id))!, now);
        return await access.View(tx, seen, Caller, now);
    }

    private sealed record Prepared(CodeTry? Tried, CheckedWords Note);

    private async Task<Refusal> WhyNot(Tx tx, long id, DateTimeOffset now)
    {
        var wish = (await wishes.Find(tx, id))!;
        if (WishRules.AlreadyDelivered(wish, Caller) is { } done)
            return done;
        return wish.Status == WishStatus.Claimed && wish.IsHeldBy(Caller, now)
            ? new Refusal(WishErrors.NotContactedYet)
            : await access.WhyNotClaimer(tx, id, Caller, now);
    }
}
