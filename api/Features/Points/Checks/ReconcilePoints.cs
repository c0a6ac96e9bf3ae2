using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Points.Expiry;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Telemetry;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Points.Checks;

/// <summary>
/// Every night from 03:00 in China on, checks that all entries together are zero, that each move cancels out and that each balance and debt
/// is the sum of its parts. What does not add up is logged, counted and told to the district's staff.
/// </summary>
public sealed partial class ReconcilePoints(
    Db db, PointCheckStore checks, AreaStore areas, StaffNews staff, ILogger<ReconcilePoints> logger) : IJob
{
    private const int Batch = 1000;
    private const int MostBatches = 50;
    private const int FirstHour = 3;
    private const int MostDistricts = 100;

    /// <summary>Entries that are younger may belong to a transaction of which the other half is not to be seen yet.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var local = ChinaTime.Local(now);
        var day = local.Hour >= FirstHour ? ChinaTime.LocalDay(now) : ChinaTime.LocalDay(now).AddDays(-1);
        var check = await db.Read(checks.FindNewest);
        if (check?.Day < day || check is null)
        {
            await db.InTransaction(tx => checks.Open(tx, day, now));
            check = await db.Read(checks.FindNewest);
        }
        var found = 0;
        for (var batch = 0; batch < MostBatches && check is { FinishedAt: null } && !cancellation.IsCancellationRequested; batch++)
        {
            found += await Step(check, now);
            check = await db.Read(checks.FindNewest);
        }
        return found;
    }

    /// <summary>Entries first, then people; how many findings the step has added.</summary>
    private async Task<int> Step(PointCheck check, DateTimeOffset now)
    {
        var settled = check.StartedAt - Settled;
        var (next, findings) = await db.Read(async session =>
        {
            var entries = await checks.MeasureEntries(session, check.NextEntry, settled, Batch);
            if (entries.Count > 0)
            {
                IReadOnlyList<PointFinding> wrong =
                [
                    .. await checks.FindUnequalPairs(session, check.NextEntry, entries.Last),
                    .. await checks.FindWithoutBalance(session, check.NextEntry, entries.Last),
                ];
                return (check with
                {
                    NextEntry = entries.Last, Entries = check.Entries + entries.Count, Total = check.Total + (long)(entries.Total ?? 0),
                }, wrong);
            }
            var people = await checks.MeasurePeople(session, check.NextUser, Batch);
            return people.Count > 0
                ? (check with { NextUser = people.Last, People = check.People + people.Count },
                    [
                        .. await checks.FindUnequalBalances(session, check.NextUser, people.Last),
                        .. await checks.FindUnequalDebts(session, check.NextUser, people.Last),
                    ])
                : (check with { FinishedAt = now }, TotalOf(check));
        });
        if (await db.InTransaction(tx => Keep(tx, check, next, findings)) && findings.Count > 0)
            await Shout(check.Day, findings, now);
        return findings.Count;
    }

    private async Task<bool> Keep(Tx tx, PointCheck from, PointCheck to, IReadOnlyList<PointFinding> findings)
    {
        if (!await checks.Advance(tx, from, to))
            return false;
        await checks.Add(tx, from.Day, findings);
        return true;
    }

    private static IReadOnlyList<PointFinding> TotalOf(PointCheck check) =>
        check.Total == 0 ? [] : [new PointFinding(PointFindingKind.Total, "", "", 0, 0, check.Total)];

    private async Task Shout(DateOnly day, IReadOnlyList<PointFinding> findings, DateTimeOffset now)
    {
        foreach (var kind in findings.GroupBy(finding => finding.Kind))
        {
            Meters.PointFindings.Add(kind.Count(), new KeyValuePair<string, object?>("kind", kind.Key.ToString()));
            LogUnbalanced(kind.Count(), kind.Key, day);
        }
        await db.InTransaction(async tx =>
        {
            foreach (var district in await areas.List(tx, null, AreaLevel.District, 0, MostDistricts))
                await staff.Tell(tx, PointMessages.Unbalanced(district.Id, day), now);
        });
    }

    [LoggerMessage(EventName = "points.unbalanced", Level = LogLevel.Error, Message = "The points ledger does not add up: {Count} of kind {Kind} on {Day}")]
    private partial void LogUnbalanced(int count, PointFindingKind kind, DateOnly day);
}
