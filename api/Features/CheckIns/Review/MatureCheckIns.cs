using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.CheckIns.Review;

/// <summary>Accepts provisional check-ins that nobody challenged in time, and lets their points be spent.</summary>
public sealed class MatureCheckIns(Db db, CheckInStore checkIns, CheckInReviewStore review, CheckInCredits credits) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => review.ListDue(session, now, Batch)), (tx, id) => Mature(tx, id, now));

    private async Task<int> Mature(Tx tx, long id, DateTimeOffset now)
    {
        if (await review.Mature(tx, id, now) == 0)
            return 0;
        var move = CheckInLifecycle.Table.Moves.Single(line => line.Action == CheckInAction.Mature);
        await review.AddEvent(tx, id, move, actorId: null, reason: null, now);
        await credits.Release(tx, (await checkIns.Find(tx, id))!, byId: null, now);
        return 1;
    }
}
