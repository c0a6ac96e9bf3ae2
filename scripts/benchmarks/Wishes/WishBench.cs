using System.Diagnostics;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Statistics;
using LinYuan.Api.Features.Wishes.Counts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Benchmarks.Plans;
using LinYuan.Benchmarks.Servers;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Benchmarks.Wishes;

/// <summary>
/// Do the lists of wishes cost the same among few and among many? The store's methods are timed, without HTTP around them, which would
/// make any ratio look better than it is. Few and many are asked in turn.
/// </summary>
internal static class WishBench
{
    private const int Few = 10_000;

    /// <summary>Calls of one query before it is timed: every person and position once.</summary>
    private const int WarmUp = 16;

    /// <summary>For one query, all calls at both sizes together: a slow one must not keep the others from being measured.</summary>
    private static readonly TimeSpan LongestFor = TimeSpan.FromSeconds(3);

    public static async Task Run(string server, bool quick)
    {
        var many = quick ? 100_000 : 1_000_000;
        Report.Title($"wishes: {Few:N0} and {many:N0}");
        await using var small = await Filled(server, Few);
        await using var large = await Filled(server, many);
        var now = small.Part<TimeProvider>().GetUtcNow();
        var pairs = Queries(small, Few, now).Zip(Queries(large, many, now)).ToList();
        var timed = new List<Timed>();
        foreach (var (few, more) in pairs)
            timed.Add(await Time(small, large, few, more, quick ? 96 : 304));
        // What needs no statement costs nothing at any size.
        Print([.. timed.Where(row => row.ReadsOfMany > 0)], many);
        await PrintPlans(large, many, now);
        await PrintStatistics(small, large);
    }

    private static IReadOnlyList<WishQuery> Queries(BenchDatabase database, int wishes, DateTimeOffset now) =>
        new WishQueries(database.Services, wishes, now).All();

    private static async Task<BenchDatabase> Filled(string server, int wishes)
    {
        var started = Stopwatch.GetTimestamp();
        var database = await BenchDatabase.Create(server, $"wishes_{wishes}");
        await using var connection = await database.Connect();
        await WishFill.Run(connection, wishes, database.Part<FieldCipher>(), database.Part<TimeProvider>().GetUtcNow());
        await database.Part<CompareWishCounts>().Run(database.Part<TimeProvider>().GetUtcNow(), CancellationToken.None);
        Report.Line($"{wishes:N0} wishes written in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        return database;
    }

    private static async Task<Timed> Time(BenchDatabase small, BenchDatabase large, WishQuery few, WishQuery more, int calls)
    {
        Timed timed = new(few, new Times(), new Times(), await RowsRead(small, few), await RowsRead(large, more));
        var limit = Stopwatch.GetTimestamp();
        for (var turn = 0; turn < WarmUp + calls && Stopwatch.GetElapsedTime(limit) < LongestFor; turn++)
        {
            var (first, second) = (await Once(small, few, turn), await Once(large, more, turn));
            // A query so slow that its time is over before the warm-up is shows its figure all the same.
            if (turn < WarmUp && Stopwatch.GetElapsedTime(limit) < LongestFor / 2)
                continue;
            timed.Few.Add(first);
            timed.Many.Add(second);
        }
        return timed;
    }

    private static Task<double> Once(BenchDatabase database, WishQuery query, int turn) => database.Db.Read(async session =>
    {
        var started = Stopwatch.GetTimestamp();
        await query.Run(session, turn);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    });

    /// <summary>Rows and index entries that the engine reads for one call: unlike a time it is the same in every run.</summary>
    private static Task<long> RowsRead(BenchDatabase database, WishQuery query) => database.Db.Read(async session =>
    {
        var before = await Reads(session);
        await query.Run(session, 0);
        // Reading the counters is itself counted, and always the same.
        var between = await Reads(session);
        return between - before - (await Reads(session) - between);
    });

    private static async Task<long> Reads(DbSession session) => await session.Scalar<long>("""
        SELECT CAST(SUM(variable_value) AS SIGNED) FROM information_schema.session_status
        WHERE variable_name IN ('HANDLER_READ_FIRST', 'HANDLER_READ_KEY', 'HANDLER_READ_NEXT', 'HANDLER_READ_PREV', 'HANDLER_READ_RND',
                                'HANDLER_READ_RND_NEXT', 'HANDLER_READ_LAST', 'HANDLER_ICP_ATTEMPTS')
        """);

    private static void Print(List<Timed> timed, int many)
    {
        Report.Line($"\nMedian and p99 in ms over up to {timed.Max(row => row.Few.Count)} calls each; \"reads\" are rows and index entries read by the engine for one call.");
        Report.Table(
            ["query", "", $"{Few:N0}", "p99", $"{many:N0}", "p99", "ratio", "reads", "reads"],
            [.. timed.Select(row => new[]
            {
                row.Query.Name, row.Query.Page, Report.Ms(row.Few.Median), Report.Ms(row.Few.P99), Report.Ms(row.Many.Median), Report.Ms(row.Many.P99),
                Report.Ratio(row.Ratio), row.ReadsOfFew.ToString(), row.ReadsOfMany.ToString(),
            })]);
        var worst = timed.MaxBy(row => row.Ratio)!;
        Report.Line($"Highest ratio {Report.Ratio(worst.Ratio)} ({worst.Query.Name}, {worst.Query.Page}); median of the ratios " +
            Report.Ratio(timed.Select(row => row.Ratio).Order().ElementAt(timed.Count / 2)));
    }

    private static async Task PrintPlans(BenchDatabase large, int many, DateTimeOffset now)
    {
        ApprovedPlans approved = new(ApprovedPlans.Folder);
        await using StatementTap tap = new(large.ConnectionString);
        await using var parts = BenchDatabase.PartsOver(tap.ConnectionString);
        await using var explaining = await large.Connect();
        List<string> different = [];
        var queries = new WishQueries(parts, many, now).All().GroupBy(query => query.Name).ToList();
        foreach (var query in queries)
        {
            var plan = await ApprovedPlans.Describe(query, parts.GetRequiredService<Db>(), tap, explaining);
            if (!approved.IsApproved(query.Key, plan))
                different.Add($"  {query.Key}\n{plan.TrimEnd()}");
        }
        Report.Line($"\nPlans at {many:N0} wishes compared with {ApprovedPlans.Folder}: {queries.Count - different.Count} same, {different.Count} different");
        different.ForEach(Report.Line);
    }

    /// <summary>Wishes are counted while they move, so that their number does not matter; the figures are cached for half a minute besides.</summary>
    private static async Task PrintStatistics(BenchDatabase small, BenchDatabase large)
    {
        var (few, many) = (await Count(small), await Count(large));
        Report.Line($"Statistics of a district, put together afresh: {few:0} ms and {many:0} ms (every answer is served for 30 s)");
    }

    private static Task<double> Count(BenchDatabase database) => database.Db.Read(async session =>
    {
        Times times = new();
        for (var call = 0; call < 3; call++)
        {
            var started = Stopwatch.GetTimestamp();
            await database.Part<StatisticsStore>().Count(session, new Subtree("district_id", 1), database.Part<TimeProvider>().GetUtcNow());
            times.AddSince(started);
        }
        return times.Median;
    });

    private sealed record Timed(WishQuery Query, Times Few, Times Many, long ReadsOfFew, long ReadsOfMany)
    {
        public double Ratio => Many.Median / Few.Median;
    }
}
