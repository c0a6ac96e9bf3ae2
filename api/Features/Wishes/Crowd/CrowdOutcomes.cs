using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Features.Wishes.Claims.Delivery;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <summary>How a delivered crowd wish ends. It has no claimer: all who brought something are thanked.</summary>
public sealed class CrowdOutcomes(
    WishOutcomeStore store, CrowdStore crowd, PledgeStore pledges, PointLedger points, IOptions<WishOptions> options)
{
    /// <summary>
    /// Credits each giver once, by the first of their pledges: many small pledges must not earn more than one large one. Whole when the
    /// resident confirmed, half when nobody answered.
    /// </summary>
    public async Task Complete(Tx tx, Wish wish, bool isConfirmed, DateTimeOffset now)
    {
        var amount = isConfirmed ? options.Value.PointsPerPledge : options.Value.PointsPerPledge / 2;
        if (amount == 0)
            return;
        var reason = isConfirmed ? PointReason.WishFulfilled : PointReason.WishUnconfirmed;
        // In the order of members, so that two crowd wishes that end at once take the balances they share one after the other.
        foreach (var giver in await pledges.ListGivers(tx, wish.Id))
        {
            var credit = new PointCredit(giver.MemberId, wish.Place.CommunityId, amount, reason, PointSource.Pledge, giver.PledgeId);
            await points.Credit(tx, credit, now);
        }
    }

    /// <summary>Staff decide a dispute: it was done after all, or the goods go back to the desk and are handed over again.</summary>
    public async Task<int> Resolve(Tx tx, Wish wish, WishStatus to, DateTimeOffset now)
    {
        if (to == WishStatus.Delivering)
            return await crowd.BackToDesk(tx, wish.Id);
        if (to != WishStatus.Fulfilled)
            throw Refusal.Invalid("outcome", "众筹微心愿只能是：fulfilled、delivering");
        var moved = await store.ResolveFulfilled(tx, wish.Id, now);
        if (moved == 1)
            await Complete(tx, wish, isConfirmed: true, now);
        return moved;
    }
}
