using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>A reason in the claimer's words.</summary>
public sealed record ClaimReasonRequest([property: Text(2, 200)] string Reason);

/// <summary>What a claimer does between the claim and the delivery: report the contact, ask for more time, give the wish back.</summary>
public sealed class KeepClaim(
    WishAccess access, WishStore wishes, WishMoves moves, WishClaimStore claims, ClaimAllowance allowance, StandByOffers offers,
    WishRepeatStore repeats, IOptions<WishOptions> options, TimeProvider time)
{
    /// <summary>The claimer says that they have spoken with the resident.</summary>
    public static Task<IResult> Contacted(EntityId id, Caller caller, IdempotentCall call, KeepClaim keep) =>
        keep.Run(id, caller, call, (tx, wish, now) => keep.Contacted(tx, wish, caller, now));

    /// <summary>The claimer takes more time, before the lease ends.</summary>
    public static Task<IResult> Extend(EntityId id, ClaimReasonRequest body, Caller caller, IdempotentCall call, KeepClaim keep) =>
        keep.Run(id, caller, call, (tx, wish, now) => keep.Extend(tx, wish, body.Reason, now));

    /// <summary>The claimer gives the wish back; it is open again at once.</summary>
    public static Task<IResult> Release(EntityId id, ClaimReasonRequest body, Caller caller, IdempotentCall call, KeepClaim keep) =>
        keep.Run(id, caller, call, (tx, wish, now) => keep.Release(tx, wish, caller, body.Reason, now), alsoCoordinator: true);

    private async Task<IResult> Run(
        EntityId id, Caller caller, IdempotentCall call, Func<Tx, Wish, DateTimeOffset, Task> move, bool alsoCoordinator = false)
    {
        var seen = await access.Visible(id, caller);
        return await call.Move(async tx =>
        {
            var now = time.Now();
            var wish = (await wishes.Find(tx, id.Value))!;
            var roles = wish.RolesOf(caller, now);
            if (!roles.Contains(WishActor.Claimer) && !(alsoCoordinator && roles.Contains(WishActor.Coordinator)))
                throw await access.WhyNotClaimer(tx, id.Value, caller, now);
            await move(tx, wish, now);
            return await access.View(tx, seen, caller, now);
        });
    }

    private async Task Contacted(Tx tx, Wish wish, Caller caller, DateTimeOffset now)
    {
        var extendedTo = await claims.LockExtendedTo(tx, wish.ClaimId!.Value);
        var lease = Leases.AfterContact(options.Value, wish.ContactBy!.Value, extendedTo, now);
        if (await claims.Contacted(tx, wish.Id, wish.ClaimerId!.Value, lease, now) == 0)
            throw await repeats.WhyNot(tx, wish.Id, WishAction.Contacted, caller);
        await Record(tx, wish, WishAction.Contacted, WishStatus.InProgress, null, now);
    }

    private async Task Extend(Tx tx, Wish wish, string reason, DateTimeOffset now)
    {
        if (await claims.UseExtension(tx, wish.ClaimId!.Value, now) == 0)
            throw new Refusal(WishErrors.ExtensionUsed);
        WishRules.RequireMoved(await claims.Extend(tx, wish.Id, wish.Status, wish.ClaimerId!.Value, Leases.Extended(options.Value, wish, now), now));
        await Record(tx, wish, WishAction.Extend, wish.Status, reason, now);
    }

    /// <summary>Giving a wish back early lowers nothing: it is open again at once, and the contact is locked.</summary>
    private async Task Release(Tx tx, Wish wish, Caller caller, string reason, DateTimeOffset now)
    {
        WishRules.RequireMoved(await claims.Release(tx, wish.Id, wish.Status, wish.ClaimerId!.Value, now));
        await claims.EndClaim(tx, wish.Id, ClaimOutcome.Released, now);
        await allowance.CoolDown(tx, wish, now);
        var actor = wish.ClaimerId == caller.UserId ? WishActor.Claimer : WishActor.Coordinator;
        await moves.Record(tx, wish, new WishMove(WishAction.Release, wish.Status, WishStatus.Open, actor, caller.UserId, reason), now);
        await offers.OfferNext(tx, wish, now);
    }

    private Task<long> Record(Tx tx, Wish wish, WishAction action, WishStatus to, string? reason, DateTimeOffset now) =>
        moves.Record(tx, wish, new WishMove(action, wish.Status, to, WishActor.Claimer, wish.ClaimerId, reason), now);
}

/// <summary>How a claim ended.</summary>
public enum ClaimOutcome
{
    Released,
    Expired,
    Completed,
    Reopened,

    /// <summary>Another member of the same unit or team took the place.</summary>
    Reassigned,
}
