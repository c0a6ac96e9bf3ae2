using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes.Counts;
using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Statistics;

/// <summary>
/// Counts rows for the public figures. It is the one store that reads the tables of all areas, and it only reads. Wishes have been counted
/// while they moved; each other count runs along an index of the subtree's level.
/// </summary>
public sealed class StatisticsStore
{
    /// <summary>All figures of a subtree; of everything when it is null.</summary>
    public async Task<StatisticsView> Count(DbSession session, Subtree? subtree, DateTimeOffset now)
    {
        var wishes = await CountWishes(session, subtree);
        var minutes = await MedianMinutesToClaim(session, subtree, wishes);
        var people = await CountRegistrations(session, subtree);
        var eligible = await SumEligible(session, subtree);
        return new StatisticsView(
            now,
            new WishFigures(
                wishes.Posted, wishes.Open, wishes.Claimed, wishes.Fulfilled, wishes.Unconfirmed, wishes.Unmet,
                new CrowdFigures(wishes.CrowdPosted, wishes.CrowdFulfilled),
                minutes is { } median ? Math.Round(median / 60m, 2) : null,
                new SatisfactionFigures(
                    wishes.Answered, wishes.Fulfilled + wishes.Unconfirmed, wishes.Average is { } average ? Math.Round(average, 2) : null)),
            new RegistrationFigures(
                new InServiceFigures(people.InService, eligible, RateOf(people.OfUnits, eligible)), people.Volunteers, people.Couriers,
                await CountTeams(session, subtree)),
            await CountStations(session, subtree),
            // Tasks have no rows: these zeros are true.
            new TaskFigures(Published: 0, Signups: 0, Hours: 0),
            await CountClues(session, subtree));
    }

    /// <summary>Summed from the counts that follow each move: what they cost does not grow with the wishes.</summary>
    private static async Task<WishCounts> CountWishes(DbSession session, Subtree? subtree) => (await session.Find<WishCounts>($"""
        SELECT {Sum("posted")} AS Posted, {Sum("open")} AS Open, {Sum("claimed")} AS Claimed, {Sum("fulfilled")} AS Fulfilled,
               {Sum("unconfirmed")} AS Unconfirmed, {Sum("unmet")} AS Unmet, {Sum("crowd_posted")} AS CrowdPosted,
               {Sum("crowd_fulfilled")} AS CrowdFulfilled, {Sum("answered")} AS Answered,
               SUM(score_sum) / NULLIF(SUM(answered), 0) AS Average,
               CONCAT_WS(' ', {string.Join(", ", ClaimWait.Steps.Select(step => Sum(step.Column)))}) AS Waits
        FROM wish_counts WHERE {In(subtree)}
        """, new { subtree?.AreaId }))!;

    /// <summary>The sums say in which step the median lies and the how manieth in it, and the key of the waits which that is.</summary>
    private static async Task<long?> MedianMinutesToClaim(DbSession session, Subtree? subtree, WishCounts wishes)
    {
        var waits = wishes.Waits.Split(' ').Select(long.Parse).ToList();
        var shorter = waits.Sum() / 2;
        foreach (var (step, within) in ClaimWait.Steps.Zip(waits))
        {
            if (within > shorter)
                return await FindWait(session, subtree, step, shorter);
            shorter -= within;
        }
        return null;
    }

    private static Task<long?> FindWait(DbSession session, Subtree? subtree, ClaimWait step, long shorter) => session.Find<long?>($"""
        SELECT minutes_to_claim FROM wishes FORCE INDEX (first_claims)
        WHERE minutes_to_claim >= @From AND minutes_to_claim < @Until AND {In(subtree)} AND is_crowd = 0
        ORDER BY minutes_to_claim LIMIT 1 OFFSET @shorter
        """, new { subtree?.AreaId, step.From, step.Until, shorter });

    private static async Task<RegistrationCounts> CountRegistrations(DbSession session, Subtree? subtree) =>
        (await session.Find<RegistrationCounts>($"""
            SELECT COUNT(CASE WHEN kind = 'inService' THEN 1 END) AS InService,
                   COUNT(CASE WHEN kind = 'inService' AND unit_id IS NOT NULL THEN 1 END) AS OfUnits,
                   COUNT(CASE WHEN kind = 'volunteer' THEN 1 END) AS Volunteers,
                   COUNT(CASE WHEN kind = 'courier' THEN 1 END) AS Couriers
            FROM registrations
            WHERE {In(subtree)} AND kind IN ('inService', 'volunteer', 'courier') AND status = 'active'
            """, new { subtree?.AreaId }))!;

    private static Task<long> CountTeams(DbSession session, Subtree? subtree) =>
        session.Scalar<long>($"SELECT COUNT(*) FROM teams WHERE {In(subtree)}", new { subtree?.AreaId });

    private static async Task<long?> SumEligible(DbSession session, Subtree? subtree) =>
        subtree is { Column: not "district_id" }
            ? null
            : (long?)await session.Find<decimal?>($"SELECT SUM(eligible_members) FROM units WHERE {In(subtree)}", new { subtree?.AreaId });

    private static decimal? RateOf(long registered, long? eligible) => eligible > 0 ? Math.Round(registered * 100m / eligible.Value, 2) : null;

    private static async Task<StationFigures> CountStations(DbSession session, Subtree? subtree) => (await session.Find<StationFigures>($"""
        SELECT (SELECT COUNT(*) FROM stations WHERE {In(subtree)}) AS Count,
               (SELECT COUNT(*) FROM check_ins WHERE {In(subtree)} AND status IN ('accepted', 'provisional')) AS CheckIns
        """, new { subtree?.AreaId }))!;

    private static async Task<ClueFigures> CountClues(DbSession session, Subtree? subtree) => (await session.Find<ClueFigures>($"""
        SELECT COUNT(CASE WHEN status <> 'merged' THEN 1 END) AS Received,
               COUNT(CASE WHEN status = 'closed' AND outcome = 'solved' AND answer = 'solved' THEN 1 END) AS Resolved,
               COUNT(CASE WHEN status = 'closedNoAnswer' THEN 1 END) AS Unanswered,
               COUNT(CASE WHEN status = 'closed' AND unreasonable = 0 AND by_phone = 0 THEN 1 END) AS Rated,
               COUNT(CASE WHEN status = 'closed' AND unreasonable = 0 AND by_phone = 0 AND answer = 'solved' THEN 1 END) AS Satisfied,
               COUNT(CASE WHEN status = 'closed' AND unreasonable = 0 AND by_phone = 1 THEN 1 END) AS RatedByPhone,
               COUNT(CASE WHEN status = 'closed' AND unreasonable = 0 AND by_phone = 1 AND answer = 'solved' THEN 1 END) AS SatisfiedByPhone
        FROM clues WHERE {(subtree is null ? "1 = 1" : $"{subtree.ColumnWithGrids} = @AreaId")}
        """, new { subtree?.AreaId }))!;

    private static string Sum(string column) => $"CAST(COALESCE(SUM({column}), 0) AS SIGNED)";

    private static string In(Subtree? subtree) => subtree is null ? "1 = 1" : $"{subtree.Column} = @AreaId";

    private sealed record WishCounts(
        long Posted, long Open, long Claimed, long Fulfilled, long Unconfirmed, long Unmet, long CrowdPosted, long CrowdFulfilled,
        long Answered, decimal? Average, string Waits);

    private sealed record RegistrationCounts(long InService, long OfUnits, long Volunteers, long Couriers);
}
