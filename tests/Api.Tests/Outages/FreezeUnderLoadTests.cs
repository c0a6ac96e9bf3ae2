using System.Collections.Concurrent;
using System.Diagnostics;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Outages;

/// <summary>
/// Two replicas under load whose database hangs for a while, with the limits of production. What was acknowledged is there once, what was
/// not is there at most once, and both replicas go on. The longest wait and the time to recover are written to the output.
/// </summary>
/// <remarks>
/// LINYUAN_TEST_FREEZES names how many seconds, such as 20,42,120; without it one short freeze is enough to see that it works.
/// </remarks>
public sealed class FreezeUnderLoadTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> Options = new()
    {
        ["Wishes:OpenWishes"] = "1000",
        ["Outbox:Enabled"] = "true",
        ["Jobs:Enabled"] = "true",
    };

    public static TheoryData<int> Freezes =>
        [.. (Environment.GetEnvironmentVariable("LINYUAN_TEST_FREEZES") is { Length: > 0 } named ? named : "3").Split(',').Select(int.Parse)];

    [Theory]
    [MemberData(nameof(Freezes))]
    public async Task Nothing_is_lost_or_doubled_and_both_replicas_go_on_after_the_database_hung(int seconds)
    {
        await using var mariaDb = await PrivateMariaDb.Run();
        await using var lane = await Lane.Start(new LaneSettings { MySql = mariaDb.ConnectionString, Options = Options });
        await using var replica = await Lane.Start(new LaneSettings { ReplicaOf = lane, Options = Options });
        Lane[] both = [lane, replica];
        var community = await lane.NewCommunity();
        var authors = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => lane.NewPerson()));
        ConcurrentBag<Seen> seen = [];
        using CancellationTokenSource enough = new();
        var writers = authors.Select((author, at) => KeepPosting(both[at % 2], author, community, seen, enough.Token)).ToList();
        var readers = both.Select(each => KeepReading(each, seen, enough.Token)).ToList();
        await Wait.Until("wishes are posted", () => seen.Count(each => each.Status == 201) > 20);

        await mariaDb.Freeze();
        using (PeriodicTimer freeze = new(TimeSpan.FromSeconds(seconds)))
            await freeze.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        foreach (var each in both)
            (await each.Anyone.Get("/health/ready")).ShouldBe(503);
        await mariaDb.Thaw();

        var resumed = Stopwatch.GetTimestamp();
        foreach (var each in both)
            await Wait.Until("it is ready again", async () => (await each.Anyone.Get("/health/ready")).Status == 200);
        var ready = Stopwatch.GetElapsedTime(resumed);
        foreach (var author in authors)
            await Wait.Until("each author is served", () => seen.Any(each => each.Author == author && each.Status == 201 && each.At > resumed));
        var served = Stopwatch.GetElapsedTime(resumed);
        await enough.CancelAsync();
        var posted = (await Task.WhenAll(writers)).SelectMany(ids => ids).ToList();
        await Task.WhenAll(readers);

        seen.ShouldAllBe(each => each.Status == 200 || each.Status == 201 || each.Status == 503);
        posted.ShouldBeUnique();
        foreach (var author in authors)
            (await lane.Sql.Count("wishes WHERE author_id = @Id", author)).ShouldBe(seen.Count(each => each.Author == author && each.Status == 201));
        output.WriteLine($"Frozen {seconds} s: {seen.Count} requests, {seen.Count(each => each.Status == 503)} of them 503, longest wait " +
            $"{seen.Max(each => each.Took).TotalSeconds:0.0} s; ready after {ready.TotalSeconds:0.0} s, all served after {served.TotalSeconds:0.0} s");
    }

    /// <summary>Posts wishes one after the other, each under one key until it is acknowledged, as a mini program does.</summary>
    private static async Task<List<string>> KeepPosting(Lane lane, Person author, Community community, ConcurrentBag<Seen> seen, CancellationToken enough)
    {
        var client = new Client(lane.Http) { Token = author.Token };
        List<string> ids = [];
        while (!enough.IsCancellationRequested)
        {
            var key = Client.NewKey();
            Answer answer;
            do
            {
                var started = Stopwatch.GetTimestamp();
                answer = await client.Post("/api/v1/wishes", WishStory.Words(community), key);
                seen.Add(new Seen(author, answer.Status, Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(started)));
            }
            while (answer.Status == 503);
            ids.Add(answer.Id);
        }
        return ids;
    }

    private static async Task KeepReading(Lane lane, ConcurrentBag<Seen> seen, CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await lane.Anyone.Get("/open/v1/wishes");
            seen.Add(new Seen(null, answer.Status, Stopwatch.GetTimestamp(), Stopwatch.GetElapsedTime(started)));
        }
    }

    private sealed record Seen(Person? Author, int Status, long At, TimeSpan Took);
}
