using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Rewards.Redeeming;

/// <summary>Gives back what nobody fetched in time: the piece to the stock, the points to the person.</summary>
public sealed class ReleaseRedemptions(Db db, RedemptionStore redemptions, RedemptionMoves moves) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => await db.InTransactionEach(
        await db.Read(session => redemptions.ListDue(session, now, Batch)),
        async (tx, due) => await moves.End(tx, due, RedemptionAction.Release, null, now) ? 1 : 0);
}
