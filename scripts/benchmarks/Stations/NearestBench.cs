using System.Diagnostics;
using Dapper;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Finding;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.Stations;

/// <summary>
/// Do the nearest stations cost the same among 152 and among 100,000? The search itself is timed, without HTTP around it. Where the
/// many lie makes the difference, so there are two answers: 658 towns with 152 each, and one metropolis.
/// </summary>
internal static class NearestBench
{
    private const int Few = 152;
    private const int Many = 100_000;
    private const int Rows = 21;
    private const int WarmUp = 30;

    public static async Task Run(string server, bool quick)
    {
        Report.Title($"nearest: {Few} stations and {Many:N0}");
        await using var town = await Filled(server, "town", Few, towns: 1);
        await using var country = await Filled(server, "country", Many, towns: 658);
        await using var metropolis = await Filled(server, "metropolis", Many, towns: 0);
        List<IReadOnlyList<string>> rows = [];
        foreach (var (what, radius) in new[] { ("first page, 5 km", 5_000), ("first page, 50 km", 50_000) })
        {
            var (few, spread, dense) = await Time([town, country, metropolis], radius, quick ? 100 : 400) switch { var all => (all[0], all[1], all[2]) };
            rows.Add([what + ", one town", Report.Ms(few.Median), Report.Ms(few.P99), "1.00"]);
            rows.Add([what + ", the country", Report.Ms(spread.Median), Report.Ms(spread.P99), Report.Ratio(spread.Median / few.Median)]);
            rows.Add([what + ", a metropolis", Report.Ms(dense.Median), Report.Ms(dense.P99), Report.Ratio(dense.Median / few.Median)]);
        }
        Report.Table(["search", "median ms", "p99 ms", "ratio"], rows);
        Report.Line("Promised: a ratio of at most 1.50.");
    }

    private static async Task<BenchDatabase> Filled(string server, string name, int stations, int towns)
    {
        var database = await BenchDatabase.Create(server, "stations_" + name);
        await using var connection = await database.Connect();
        await connection.ExecuteAsync(EmbeddedSql.Read("fill-stations.sql"),
            new { stations, towns, now = database.Part<TimeProvider>().GetUtcNow().UtcDateTime }, commandTimeout: 120);
        return database;
    }

    private static async Task<IReadOnlyList<Times>> Time(IReadOnlyList<BenchDatabase> databases, int radius, int calls)
    {
        var times = databases.Select(_ => new Times()).ToList();
        for (var call = 0; call < WarmUp + calls; call++)
        {
            foreach (var (database, taken) in databases.Zip(times))
            {
                var milliseconds = await Once(database, Somewhere(call), radius);
                if (call >= WarmUp)
                    taken.Add(milliseconds);
            }
        }
        return times;
    }

    private static Task<double> Once(BenchDatabase database, GeoPoint near, int radius) => database.Db.Read(async session =>
    {
        StationSearch search = new(near, radius, Facilities: 0, Subtree: null, OpenNow: null);
        var start = search.Start(new PageQuery(After: null, Limit: null));
        var started = Stopwatch.GetTimestamp();
        await search.Next(session, database.Part<StationStore>(), start, Rows);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    });

    /// <summary>Points all over the first town.</summary>
    private static GeoPoint Somewhere(int call) => new(36.9342 + (call % 7 - 3) * 0.008, 116.6384 + (call % 5 - 2) * 0.012);
}
