using Dapper;
using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.Peer;

/// <summary>Claims of different wishes by different members: each one is accepted, by ours and by the peer.</summary>
internal static class ClaimRounds
{
    private const string Ours = "ours";
    private const string Peer = "peer";

    /// <summary>Three times a warm-up and the rounds: ours, the peer, and ours while messages go out.</summary>
    private const int Runs = 12;

    public static async Task Run(BenchDatabase database, TimeSpan time)
    {
        Report.Line("\nClaims of different wishes by different members, nobody delivering the messages that they cause:");
        ClaimWalk walk = new(0, PeerBench.Wishes - PeerBench.HotWishes, 1, 0, PeerBench.Members, Runs);
        Contest contest;
        await using (var ours = await ApiProcess.Start(database.ConnectionString, background: false))
        await using (var peer = await PeerProcess.Start(database.ConnectionString, cached: false))
        {
            contest = await Contest.Hold([new(Ours, On(ours.Http, walk)), new(Peer, On(peer.Http, walk))], time);
            contest.PrintRatio(Ours, Peer, 1.5);
        }
        await PrintDelivering(database, walk, contest.Rate(Peer), time);
    }

    /// <summary>The peer delivers nothing, so there is nothing to compare in turn.</summary>
    private static async Task PrintDelivering(BenchDatabase database, ClaimWalk walk, double peer, TimeSpan time)
    {
        // What is measured are the messages of these claims, not those that are left from before.
        await using (var connection = await database.Connect())
            await connection.ExecuteAsync("DELETE FROM outbox_messages WHERE state = 'waiting'");
        Report.Line("\nThe same by ours, delivering them too:");
        await using var ours = await ApiProcess.Start(database.ConnectionString, background: true);
        var contest = await Contest.Hold([new(Ours, On(ours.Http, walk))], time);
        Report.Line($"Over the median of the peer before: {Report.Ratio(contest.Rate(Ours) / peer)}");
    }

    private static Func<TimeSpan, Task<double>> On(HttpClient server, ClaimWalk walk) => async time =>
    {
        var figures = await walk.Drive(server, time);
        return figures.Refused == 0
            ? figures.PerSecond
            : throw new InvalidOperationException($"{figures.Refused} of {figures.Answers} claims of {server.BaseAddress} were refused.");
    };
}
