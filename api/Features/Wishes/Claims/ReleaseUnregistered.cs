using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>Takes the wishes of somebody who is no longer registered as a helper back, without blame.</summary>
public sealed class ReleaseUnregistered(
    RegistrationStore registrations, WishStore wishes, WishMoves moves, WishClaimStore claims, StandByOffers offers)
{
    /// <summary>
    /// For a registration that staff have just ended, after the member's row was locked: a claim made at the same moment is then either
    /// seen here or judges the registration after its end. What waits for the resident's answer stays, as does a lease that ran out,
    /// which its own timer ends.
    /// </summary>
    public async Task Run(Tx tx, long memberId, long staffId, DateTimeOffset now)
    {
        var inHand = await claims.LockInHand(tx, memberId);
        if (inHand.Count == 0 || await registrations.FindActive(tx, memberId, RegistrationKinds.Helpers) is not null)
            return;
        foreach (var id in inHand)
        {
            var wish = (await wishes.Find(tx, id))!;
            if (await claims.Release(tx, id, wish.Status, memberId, now) == 0)
                continue;
            await claims.EndClaim(tx, id, ClaimOutcome.Released, now);
            await moves.Record(
                tx, wish, new WishMove(WishAction.ReleaseClaim, wish.Status, WishStatus.Open, WishActor.Staff, staffId, "认领人的报到已结束"), now);
            await offers.OfferNext(tx, wish, now);
        }
    }
}
