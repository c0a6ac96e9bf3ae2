using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Points;

/// <summary>Lets provisional points be spent once their time has come and nobody has challenged them.</summary>
public sealed class ReleaseProvisionalPoints(Db db, PointHoldStore holds, PointLedger ledger) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => await db.InTransactionEach(
        await db.Read(session => holds.ListDue(session, now, Batch)),
        async (tx, held) => await ledger.ReleaseDue(tx, held, now) > 0 ? 1 : 0);
}
