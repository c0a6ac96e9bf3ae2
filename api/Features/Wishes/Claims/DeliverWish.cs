using System.Security.Cryptography;
using System.Text;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
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
    WishStore wishes, WishClaimStore claims, WishOutcomes outcomes, WishAccess access, TextChecks texts, OutboxStore outbox, Db db,
    IOptions<WishOptions> options, TimeProvider time)
{
    public static Task<IResult> Handle(EntityId id, DeliverWishRequest? body, Caller caller, IdempotentCall call, DeliverWish deliver) =>
        deliver.Handle(id, body ?? new DeliverWishRequest(null, null), caller, call);

    private async Task<IResult> Handle(EntityId id, DeliverWishRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.Visible(id, caller);
        return await call.After(() => Prepare(id.Value, body, caller), () => call.Move(tx => Run(tx, seen, body, caller)));
    }

    /// <summary>The resident reads the note without a review in between, so it is checked; a wrong code is counted and refused here.</summary>
    private async Task Prepare(long id, DeliverWishRequest body, Caller caller)
    {
        await texts.RequirePassed(caller.UserId, TextScene.Comment, body.Note);
        if (string.IsNullOrEmpty(body.HandoverCode))
            return;
        var now = time.Now();
        var handover = await db.InTransaction(async tx =>
        {
            var current = await claims.FindHandover(tx, id);
            if (await claims.CountTry(tx, id, caller.UserId, options.Value.HandoverTries, now) == 1)
                return current;
            var isLocked = current?.Tries >= options.Value.HandoverTries && (await wishes.Find(tx, id))!.IsHeldBy(caller, now);
            throw isLocked ? new Refusal(WishErrors.CodeLocked) : await WhyNot(tx, id, caller, now);
        });
        if (handover is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(handover.Code), Encoding.UTF8.GetBytes(body.HandoverCode)))
            throw new Refusal(WishErrors.CodeWrong);
    }

    private async Task<WishView> Run(Tx tx, SeenWish seen, DeliverWishRequest body, Caller caller)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        var withCode = !string.IsNullOrEmpty(body.HandoverCode);
        var moved = withCode
            ? await claims.DeliverWithCode(tx, id, caller.UserId, body.Note, now)
            : await claims.Deliver(tx, id, caller.UserId, body.Note, now);
        if (moved == 0)
            throw await WhyNot(tx, id, caller, now);
        var eventId = await wishes.AddEvent(
            tx, id, withCode ? WishAction.DeliverWithCode : WishAction.Deliver, WishStatus.InProgress,
            withCode ? WishStatus.Fulfilled : WishStatus.Delivered, WishActor.Claimer, caller.UserId, null, now);
        if (withCode)
            await outcomes.Complete(tx, (await wishes.Find(tx, id))!, isConfirmed: true, now);
        await outbox.Add(tx, new OutboxMessage(WishMessages.Delivered, id, seen.Wish.AuthorId, $"{WishMessages.Delivered}:{eventId}"), now);
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
