using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.Peer;

/// <summary>
/// Sixty-four members claim one wish at once, then the next one: of each 64 answers one is a success and 63 are refusals, and all count.
/// Beside it the least that the database must do for such a claim, in a loop without an api.
/// </summary>
internal static class HotClaimRounds
{
    private const string Ours = "ours";
    private const string Bare = "bare loop";

    /// <summary>A warm-up and the rounds of both.</summary>
    private const int Runs = 8;

    public static async Task Run(BenchDatabase database, TimeSpan time)
    {
        Report.Line($"\nClaims of one wish by {Wrk.Connections} members at once, then of the next; all answers count:");
        ClaimWalk walk = new(
            PeerBench.Wishes - PeerBench.HotWishes, PeerBench.HotWishes, Wrk.Connections, PeerBench.Members, PeerBench.HotMembers, Runs);
        await using var ours = await ApiProcess.Start(database.ConnectionString, background: false);
        await using var bare = await BareClaims.Open(database, walk.TakeShare);
        var contest = await Contest.Hold(
        [
            new(Ours, duration => Drive(ours.Http, walk, duration)),
            new(Bare, bare.Run),
        ], time);
        contest.PrintRatio(Ours, Bare, 0.6);
    }

    private static async Task<double> Drive(HttpClient server, ClaimWalk walk, TimeSpan time)
    {
        var figures = await walk.Drive(server, time);
        var (accepted, wishes) = (figures.Answers - figures.Refused, (figures.Made + Wrk.Connections - 1) / Wrk.Connections);
        // The last wish's claims, and the first one's, may not have been answered.
        return Math.Abs(accepted - wishes) <= 2
            ? figures.PerSecond
            : throw new InvalidOperationException($"{accepted} claims of {wishes} wishes were accepted.");
    }
}
