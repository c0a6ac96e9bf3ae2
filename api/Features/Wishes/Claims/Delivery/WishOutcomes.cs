using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Claims.Delivery;

/// <summary>How a delivered wish ends: the SQL of its last moves, and what is due to the giver, in the same transaction.</summary>
public sealed class WishOutcomes(WishOutcomeStore store, WishClaimStore claims, PointLedger points, CrowdOutcomes crowd, IOptions<WishOptions> options)
{
    /// <summary>Ends the claim and credits the giver: whole when the resident or the code confirmed, half when nobody answered.</summary>
    public async Task Complete(Tx tx, Wish wish, bool isConfirmed, DateTimeOffset now)
    {
        if (wish.IsCrowd)
        {
            await crowd.Complete(tx, wish, isConfirmed, now);
            return;
        }
        await claims.EndClaim(tx, wish.Id, ClaimOutcome.Completed, now);
        // What an unconfirmed end has paid before is part of what a confirmed one pays.
        var paid = await points.PaidFor(tx, wish.ClaimerId!.Value, PointSource.Wish, wish.Id);
        var amount = (isConfirmed ? options.Value.PointsFulfilled : options.Value.PointsUnconfirmed) - paid;
        if (amount > 0)
        {
            await points.Credit(
                tx,
                new PointCredit(
                    wish.ClaimerId.Value, wish.Place.CommunityId, amount,
                    isConfirmed ? PointReason.WishFulfilled : PointReason.WishUnconfirmed, PointSource.Wish, wish.Id),
                now);
        }
    }

    /// <summary>Staff decide a dispute. 0 when it is not in dispute any more.</summary>
    public async Task<int> Resolve(Tx tx, Wish wish, WishStatus to, DateTimeOffset now)
    {
        if (wish.IsCrowd)
            return await crowd.Resolve(tx, wish, to, now);
        var moved = to switch
        {
            WishStatus.Fulfilled => await store.ResolveFulfilled(tx, wish.Id, now),
            WishStatus.InProgress => await store.ResolveInProgress(tx, wish.Id, now + options.Value.DeliverWithin),
            WishStatus.Open => await store.ResolveOpen(tx, wish.Id),
            _ => throw Refusal.Invalid("outcome", "只能是：fulfilled、inProgress、open"),
        };
        if (moved == 1 && to == WishStatus.Fulfilled)
            await Complete(tx, wish, isConfirmed: true, now);
        if (moved == 1 && to == WishStatus.InProgress)
            await WishClaimStore.RestartReminders(tx, wish.Id, Leases.Next(options.Value, now, now + options.Value.DeliverWithin, sent: 0), now);
        // Decided against the giver: points that silence had earned before a call-back are taken back.
        if (moved == 1 && to != WishStatus.Fulfilled)
            await points.Reverse(tx, PointSource.Wish, wish.Id, PointReason.WishReversed, byId: null, now);
        if (moved == 1 && to == WishStatus.Open)
            await claims.EndClaim(tx, wish.Id, ClaimOutcome.Reopened, now);
        return moved;
    }
}
