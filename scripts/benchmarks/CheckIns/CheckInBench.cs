using System.Diagnostics;
using Dapper;
using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.CheckIns;

/// <summary>
/// How much of what driver and database could do reaches a courier who checks in: the rate over HTTP against the rate at which the same
/// statements run in a loop without an api, measured in turn.
/// </summary>
internal static class CheckInBench
{
    private const int Clients = 64;

    /// <summary>The connections of an api with its default settings.</summary>
    private const int Connections = 16;

    private static readonly TimeSpan DeliveredWithin = TimeSpan.FromSeconds(120);

    public static async Task Run(string server, bool quick)
    {
        Report.Title($"check-in: {Clients} clients, {Connections} connections");
        await using var database = await BenchDatabase.Create(server, "check_ins");
        await Visit.Fill(database, quick ? 60_000 : 150_000);
        Visits visits = new();
        var first = visits.Next();
        var recorded = await RecordedCheckIn.Make(database, first, visits.NextAt(first.StationId));
        Report.Line($"One check-in is {recorded.Count} statements, begin and commit among them; each is by another courier, whose session is not cached.");
        await using BareLoop bare = await BareLoop.Open(database, recorded, Connections);
        var time = TimeSpan.FromSeconds(quick ? 2 : 4);
        await Compare(database, bare, visits, background: false, time, "answering alone");
        var (rate, api) = await Compare(database, bare, visits, background: true, time, "delivering messages too");
        await using (api)
        {
            await AwaitDelivered(database);
            await PrintPaced(api!, visits, rate / 2, TimeSpan.FromSeconds(quick ? 4 : 10));
        }
    }

    /// <summary>
    /// What the rounds at full load and the api that sent nothing have left behind goes out first: at half that load nobody waits behind
    /// such a queue.
    /// </summary>
    private static async Task AwaitDelivered(BenchDatabase database)
    {
        await using var connection = await database.Connect();
        var started = Stopwatch.GetTimestamp();
        while (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM outbox_messages WHERE state IN ('waiting', 'leased')") > 0)
        {
            if (Stopwatch.GetElapsedTime(started) > DeliveredWithin)
                throw new InvalidOperationException($"Messages still wait after {DeliveredWithin.TotalSeconds:0} s.");
            await Task.Delay(TimeSpan.FromMilliseconds(200));
        }
    }

    /// <summary>Gives the rate and, with background work, the api that is still running.</summary>
    private static async Task<(double Rate, ApiProcess? Api)> Compare(
        BenchDatabase database, BareLoop bare, Visits visits, bool background, TimeSpan time, string what)
    {
        var api = await ApiProcess.Start(database.ConnectionString, background);
        try
        {
            return await Rounds(api, bare, visits, background, time, what);
        }
        catch
        {
            // Whatever went wrong, no api is left running.
            await api.DisposeAsync();
            throw;
        }
    }

    private static async Task<(double Rate, ApiProcess? Api)> Rounds(
        ApiProcess api, BareLoop bare, Visits visits, bool background, TimeSpan time, string what)
    {
        await Load.AtOnce(Clients, time, _ => visits.Next().Send(api.Http));
        await Load.AtOnce(Connections, time / 2, worker => bare.Run(worker, visits.Next()));
        List<(double Api, double Bare)> rounds = [];
        for (var round = 0; round < 3; round++)
        {
            rounds.Add((
                await Load.AtOnce(Clients, time, _ => visits.Next().Send(api.Http)),
                await Load.AtOnce(Connections, time, worker => bare.Run(worker, visits.Next()))));
        }
        Report.Line($"\nThe api {what}:");
        Report.Table(["round", "api /s", "bare loop /s", "ratio"],
            [.. rounds.Select((round, index) => new[] { $"{index + 1}", $"{round.Api:0}", $"{round.Bare:0}", Report.Ratio(round.Api / round.Bare) })]);
        var middle = rounds.OrderBy(round => round.Api / round.Bare).ElementAt(1);
        Report.Line($"Ratio {Report.Ratio(middle.Api / middle.Bare)} (median of the rounds; promised: at least 0.50)");
        if (background)
            return (middle.Api, api);
        await api.DisposeAsync();
        return (middle.Api, null);
    }

    private static async Task PrintPaced(ApiProcess api, Visits visits, double perSecond, TimeSpan time)
    {
        var times = await Load.Paced(perSecond, Clients, time, () => visits.Next().Send(api.Http));
        Report.Line($"\nAt half that load, {perSecond:0}/s for {time.TotalSeconds:0} s: median {Report.Ms(times.Median)} ms, " +
            $"p99 {Report.Ms(times.P99)} ms over {times.Count:N0} check-ins (promised: p99 under 60 ms)");
    }

    /// <summary>Hands out every visit once, whoever asks.</summary>
    private sealed class Visits
    {
        private int last = -1;

        public Visit Next() => new(Interlocked.Increment(ref last));

        /// <summary>The next courier who goes to that station; those in between stay at home.</summary>
        public Visit NextAt(long stationId)
        {
            var visit = Next();
            while (visit.StationId != stationId)
                visit = Next();
            return visit;
        }
    }
}
