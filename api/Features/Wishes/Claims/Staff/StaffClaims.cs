using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// What staff do for a claim of their area: give it more time once, take it back without blame, replace its handover code. Never for their
/// own wish or their own claim.
/// </summary>
public sealed class StaffClaims(
    WishAccess access, WishStore wishes, WishMoves moves, WishClaimStore claims, StaffClaimStore store, WishPartStore parts, StandByOffers offers,
    IOptions<WishOptions> options, TimeProvider time)
{
    /// <summary>Staff give a claim more time, once.</summary>
    public static Task<IResult> Extend(EntityId id, WishReasonRequest body, Caller caller, IdempotentCall call, StaffClaims staff) =>
        staff.Run(id, body, caller, call, staff.Extend);

    /// <summary>Staff take a claim back without blame; the wish is open again.</summary>
    public static Task<IResult> Release(EntityId id, WishReasonRequest body, Caller caller, IdempotentCall call, StaffClaims staff) =>
        staff.Run(id, body, caller, call, staff.Release);

    /// <summary>Staff replace the handover code of a claim; the old one is worthless.</summary>
    public static Task<IResult> RenewCode(EntityId id, WishReasonRequest body, Caller caller, IdempotentCall call, StaffClaims staff) =>
        staff.Run(id, body, caller, call, staff.RenewCode);

    /// <summary>The wish of the caller's area, locked, while somebody who is not the caller holds it.</summary>
    public async Task<Wish> RequireHeld(Tx tx, long id, Caller caller, DateTimeOffset now)
    {
        var isHeld = await store.LockHeld(tx, id, now);
        var wish = (await wishes.Find(tx, id))!;
        WishRules.Require(WishRules.OwnHelp(await parts.Of(tx, id, caller.UserId)));
        return isHeld ? wish : throw new Refusal(WishErrors.WrongState, "现在没有人认领这个心愿，请刷新看看");
    }

    private async Task<IResult> Run(
        EntityId id, WishReasonRequest body, Caller caller, IdempotentCall call, Func<Tx, Wish, WishMove, DateTimeOffset, Task> move)
    {
        var seen = await access.ForReview(id, caller);
        return await call.Move(async tx =>
        {
            var now = time.Now();
            var wish = await RequireHeld(tx, id.Value, caller, now);
            await access.RequireVersion(tx, wish, body.Version);
            await move(tx, wish, new WishMove(default, wish.Status, wish.Status, WishActor.Staff, caller.UserId, body.Reason), now);
            return await access.View(tx, seen, caller, now);
        });
    }

    private async Task Extend(Tx tx, Wish wish, WishMove move, DateTimeOffset now)
    {
        if (await store.UseExtension(tx, wish.ClaimId!.Value, now) == 0)
            throw new Refusal(WishErrors.ExtensionUsed, "社区已经为这次认领延长过一次时间了");
        WishRules.RequireMoved(await claims.Extend(tx, wish.Id, wish.Status, wish.ClaimerId!.Value, Leases.Extended(options.Value, wish, now), now));
        await moves.Record(tx, wish, move with { Action = WishAction.ExtendClaim }, now);
    }

    /// <summary>The contact is locked with the same statement, and the claim ends as one that was given back: it lowers nothing.</summary>
    private async Task Release(Tx tx, Wish wish, WishMove move, DateTimeOffset now)
    {
        WishRules.RequireMoved(await claims.Release(tx, wish.Id, wish.Status, wish.ClaimerId!.Value, now));
        await claims.EndClaim(tx, wish.Id, ClaimOutcome.Released, now);
        await moves.Record(tx, wish, move with { Action = WishAction.ReleaseClaim, To = WishStatus.Open }, now);
        await offers.OfferNext(tx, wish, now);
    }

    private async Task RenewCode(Tx tx, Wish wish, WishMove move, DateTimeOffset now)
    {
        WishRules.RequireMoved(await store.RenewCode(tx, wish.Id, ClaimWish.NewCode(), now));
        await moves.Record(tx, wish, move with { Action = WishAction.RenewHandoverCode }, now);
    }
}
