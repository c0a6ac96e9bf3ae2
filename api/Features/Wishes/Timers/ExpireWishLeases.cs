using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Telemetry;

namespace LinYuan.Api.Features.Wishes.Timers;

/// <summary>Reopens wishes whose claimer let the time run out, so that none stays claimed for ever.</summary>
public sealed class ExpireWishLeases(Db db, WishStore wishes, WishMoves moves, WishClaimStore claims, StandByOffers offers) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => claims.ListOverdue(session, now, Batch)), (tx, id) => ExpireOne(tx, id, now));

    /// <summary>Ends the lease of one wish if it is over; 1 when this call did it. A claim calls it too, ahead of the job.</summary>
    public async Task<int> ExpireOne(Tx tx, long wishId, DateTimeOffset now)
    {
        var wish = await wishes.Find(tx, wishId);
        if (wish is null || !WishLifecycle.Leased.Contains(wish.Status) || wish.LeaseEnd > now)
            return 0;
        if (await claims.Expire(tx, wishId, wish.Status, now) == 0)
            return 0;
        await claims.EndClaim(tx, wish.Id, ClaimOutcome.Expired, now);
        await moves.Record(tx, wish, new WishMove(WishAction.Expire, wish.Status, WishStatus.Open, WishActor.System, null), now);
        await offers.OfferNext(tx, wish, now);
        Meters.LeaseExpiries.Add(1);
        return 1;
    }
}
