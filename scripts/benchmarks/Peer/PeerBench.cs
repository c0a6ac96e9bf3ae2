using LinYuan.Api.Shared.Privacy;
using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.Peer;

/// <summary>
/// The public list and the claim beside what a Node team would write (see the README of this folder) and beside the least that could
/// answer, over one database and in one run.
/// </summary>
internal static class PeerBench
{
    public const int Wishes = 60_000;

    /// <summary>Of these, the last ones are those that many want at once.</summary>
    public const int HotWishes = 10_000;

    public const int Members = 20_000;

    /// <summary>More members, who meet at those wishes; what the others hold already must not keep them from it.</summary>
    public const int HotMembers = 4_000;

    public static async Task Run(string server, bool quick)
    {
        Report.Title($"peer: {Wishes:N0} open wishes, {Wrk.Connections} connections");
        await using var database = await BenchDatabase.Create(server, "peer");
        await using (var connection = await database.Connect())
        {
            await PeerFill.Run(
                connection, Wishes, Members + HotMembers, database.Part<FieldCipher>(), database.Part<TimeProvider>().GetUtcNow());
        }
        var time = TimeSpan.FromSeconds(quick ? 2 : 4);
        await ListRounds.Run(database, time);
        await ClaimRounds.Run(database, time);
        await HotClaimRounds.Run(database, time);
    }
}
