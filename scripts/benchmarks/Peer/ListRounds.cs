using System.Text.Json;
using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.Peer;

/// <summary>
/// The public list of 20. "Uncached" asks each time with a cursor that was never asked before (<c>load/pages.lua</c>), so that nothing
/// which was kept can be the answer; "as served" asks for the first page again and again, as the public does.
/// </summary>
internal static class ListRounds
{
    private const string OursUncached = "ours uncached";
    private const string Ours = "ours as served";
    private const string PeerUncached = "peer uncached";
    private const string PeerCached = "peer with Redis";
    private const string Bare = "bare endpoint";

    public static async Task Run(BenchDatabase database, TimeSpan time)
    {
        Report.Line("\nThe public list of 20 wishes:");
        await using var ours = await ApiProcess.Start(database.ConnectionString, background: true);
        await using var peer = await PeerProcess.Start(database.ConnectionString, cached: false);
        await using var caching = await PeerProcess.Start(database.ConnectionString, cached: true);
        var page = AddressOf(ours.Http);
        await using var bare = await BareEndpoint.Start(page);
        await RequireSame(ours.Http, peer.Http, caching.Http, bare.Http);
        Cursors cursors = new();
        var contest = await Contest.Hold(
        [
            new(OursUncached, cursors.Over(page)),
            new(Ours, Plain(page)),
            new(PeerUncached, cursors.Over(AddressOf(peer.Http))),
            new(PeerCached, Plain(AddressOf(caching.Http))),
            new(Bare, Plain(AddressOf(bare.Http))),
        ], time);
        contest.PrintRatio(OursUncached, PeerUncached, 1.3);
        contest.PrintRatio(Ours, PeerCached, 3);
        contest.PrintRatio(Ours, Bare, 0.7);
    }

    private static Uri AddressOf(HttpClient http) => new(http.BaseAddress!, PeerFill.ListPath);

    private static Func<TimeSpan, Task<double>> Plain(Uri page) => async time => (await Wrk.Run(page, time, "report.lua")).PerSecond;

    /// <summary>All must say the same, or it is no comparison.</summary>
    private static async Task RequireSame(params HttpClient[] servers)
    {
        List<(string Ids, int Length)> answers = [];
        foreach (var server in servers)
        {
            var bytes = await server.GetByteArrayAsync(AddressOf(server));
            using var list = JsonDocument.Parse(bytes);
            var items = list.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString());
            answers.Add((string.Join(' ', items) + " then " + list.RootElement.GetProperty("next").GetString(), bytes.Length));
        }
        if (answers.DistinctBy(answer => answer.Ids).Count() > 1)
            throw new InvalidOperationException($"The lists differ:\n{string.Join('\n', answers.Select(answer => answer.Ids))}");
        Report.Line($"The same wishes in {answers[0].Length:N0} bytes by ours and the bare endpoint, {answers[1].Length:N0} by the peer.");
    }

    /// <summary>Hands out every cursor once, whoever is asked with it.</summary>
    private sealed class Cursors
    {
        private long next;

        public Func<TimeSpan, Task<double>> Over(Uri page) => async time =>
        {
            var figures = await Wrk.Run(page, time, "pages.lua", next.ToString());
            next += figures.Made;
            return figures.PerSecond;
        };
    }
}
