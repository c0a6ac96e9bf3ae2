using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Points.Expiry;

/// <summary>Ends the points of a year when the year after it is over, and tells people some weeks before.</summary>
public sealed class ExpirePoints(Db db, PointLedger ledger, OutboxStore outbox, IOptions<PointOptions> options) : IJob
{
    private const int Batch = 500;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var today = ChinaTime.LocalDay(now);
        var over = options.Value.ExpiredOn(today);
        var changed = await db.InTransactionEach(
            await db.Read(session => ledger.ListToExpire(session, over, Batch)),
            async (tx, userId) => await ledger.Expire(tx, userId, over, now) > 0 ? 1 : 0);
        var next = over + 1;
        if (today < options.Value.LastDayOf(next).AddDays(-(int)options.Value.WarnBefore.TotalDays))
            return changed;
        return changed + await db.InTransactionEach(
            await db.Read(session => ledger.ListToWarn(session, next, Batch)), (tx, userId) => Warn(tx, userId, next, now));
    }

    private async Task<int> Warn(Tx tx, long userId, int year, DateTimeOffset now)
    {
        if (!await ledger.TakeWarning(tx, userId, year))
            return 0;
        await outbox.Add(tx, PointMessages.Expiring(userId, year), now);
        return 1;
    }
}
