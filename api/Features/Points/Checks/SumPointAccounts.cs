using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Points.Checks;

/// <summary>Adds new entries to the sums of the areas' accounts, in bounded batches.</summary>
public sealed class SumPointAccounts(Db db, PointSumStore sums, AreaStore areas) : IJob
{
    private const int Batch = 2000;
    private const int MostBatches = 20;

    /// <summary>
    /// Ids are given before the commit, so an older one may appear after a newer one. By then every transaction of that time is over: no
    /// statement may run for so long.
    /// </summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var added = 0;
        for (var batch = 0; batch < MostBatches && !cancellation.IsCancellationRequested; batch++)
        {
            var some = await AddBatch(now - Settled);
            added += some;
            if (some < Batch)
                break;
        }
        return added;
    }

    /// <summary>How many entries went into the sums.</summary>
    private async Task<int> AddBatch(DateTimeOffset until)
    {
        var (reach, entries) = await db.Read(async session =>
        {
            var from = await sums.Reach(session);
            return (from, (await sums.ListAfter(session, from.LastEntry, Batch)).TakeWhile(entry => entry.At <= until).ToList());
        });
        List<(PointAccountKind Kind, long AccountId, Area? Place, long Amount)> totals = [];
        foreach (var account in entries.Where(entry => entry.Kind > PointAccountKind.UserReserved).GroupBy(entry => (entry.Kind, entry.AccountId)))
        {
            totals.Add((
                account.Key.Kind, account.Key.AccountId, await areas.Find(account.Key.AccountId), account.Sum(entry => (long)entry.Amount)));
        }
        return await db.InTransaction(async tx =>
        {
            if (!await sums.Advance(tx, reach.LastEntry, entries.Count > 0 ? entries[^1].Id : reach.LastEntry, until))
                return 0;
            foreach (var total in totals)
                await sums.Add(tx, total.Kind, total.AccountId, total.Place, total.Amount);
            return entries.Count;
        });
    }
}
