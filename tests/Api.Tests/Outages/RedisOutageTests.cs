using LinYuan.Api.Shared.Cache;

namespace LinYuan.Tests.Outages;

public sealed class RedisOutageTests
{
    [Fact]
    public async Task No_request_fails_while_Redis_is_away_and_it_is_used_again_when_it_is_back()
    {
        await using var redis = await PrivateRedis.Run();
        await using var lane = await Lane.Start(new LaneSettings { Redis = redis.ConnectionString });
        var link = lane.Part<RedisLink>();
        await Wait.Until("Redis is connected", () => link.IsUp);
        var community = await lane.NewCommunity();
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => lane.NewPerson()));
        using var enough = new CancellationTokenSource();
        var traffic = people.Select(person => KeepAsking(lane, person, community, enough)).ToList();

        await redis.Stop();
        await Wait.Until("the api has noticed", () => !link.IsUp);
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TheMainThings(lane, community))))
            answer.ShouldBe(201);
        await redis.Start();
        await Wait.Until("Redis is used again", () => link.IsUp);
        await enough.CancelAsync();

        foreach (var answer in (await Task.WhenAll(traffic)).SelectMany(answers => answers))
            answer.Status.ShouldBeOneOf(200, 201, 204);
        (await link.Set("probe", "there", TimeSpan.FromMinutes(1))).ShouldBeTrue();
        (await link.Get("probe")).ShouldBe("there");
    }

    [Fact]
    public async Task No_request_fails_while_Redis_is_connected_but_silent()
    {
        await using var redis = await PrivateRedis.Run();
        await using var lane = await Lane.Start(new LaneSettings { Redis = redis.ConnectionString });
        var link = lane.Part<RedisLink>();
        await Wait.Until("Redis is connected", () => link.IsUp);
        var community = await lane.NewCommunity();

        await redis.Freeze();
        foreach (var answer in await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TheMainThings(lane, community))))
            answer.ShouldBe(201);
        await redis.Thaw();

        await Wait.Until("Redis is used again", () => link.Set("probe", "there", TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task A_session_that_ended_while_Redis_was_away_stays_ended_when_it_is_back()
    {
        await using var redis = await PrivateRedis.Run();
        await using var lane = await Lane.Start(new LaneSettings { Redis = redis.ConnectionString });
        var link = lane.Part<RedisLink>();
        await Wait.Until("Redis is connected", () => link.IsUp);
        var person = await lane.NewPerson();
        (await person.Get("/api/v1/me")).ShouldBe(200);
        await redis.Stop();
        await Wait.Until("the api has noticed", () => !link.IsUp);

        (await person.Delete("/api/v1/sessions/current")).ShouldBe(204);
        (await person.Get("/api/v1/me")).ShouldBeRefused(401, "session.expired");
        await redis.Start();
        await Wait.Until("Redis is used again", () => link.IsUp);

        lane.Clock.Advance(TimeSpan.FromMinutes(5));
        (await person.Get("/api/v1/me")).ShouldBeRefused(401, "session.expired");
    }

    [Fact]
    public async Task A_drop_that_a_silent_Redis_did_not_take_reaches_the_other_processes_when_it_answers_again()
    {
        await using var redis = await PrivateRedis.Run();
        await using var lane = await Lane.Start(new LaneSettings { Redis = redis.ConnectionString });
        await using var other = await Lane.Start(new LaneSettings { ReplicaOf = lane });
        await Wait.Until("Redis is connected", () => lane.Part<RedisLink>().IsUp && other.Part<RedisLink>().IsUp);
        CacheKey key = new(lane.Unique("test:"), TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        foreach (var each in new[] { lane, other })
            (await each.Part<ReadCache>().GetOrLoad(key, () => Task.FromResult("old"))).ShouldBe("old");

        await redis.Freeze();
        await lane.Part<ReadCache>().Drop(key.Name);
        await redis.Thaw();

        await Wait.Until("the other process has heard of it", async () =>
            await other.Part<ReadCache>().GetOrLoad(key, () => Task.FromResult("new")) == "new");
    }

    [Fact]
    public async Task The_api_starts_and_is_ready_without_Redis_and_says_so()
    {
        await using var lane = await Lane.Start(new LaneSettings { Redis = $"127.0.0.1:{TestServers.FreePort()},abortConnect=false" });

        var ready = (await lane.Anyone.Get("/health/ready")).ShouldBe(200);

        ready.Text("status").ShouldBe("degraded");
        ready.Text("parts.redis").ShouldBe("degraded");
        (await TheMainThings(lane, await lane.NewCommunity())).ShouldBe(201);
    }

    private static async Task<Answer> TheMainThings(Lane lane, Community community)
    {
        var person = await lane.NewPerson();
        (await person.Get("/api/v1/me")).ShouldBe(200);
        var answer = await person.Post("/api/v1/registrations", new { communityId = community.IdText, kind = "courier", realName = "林示例" });
        await person.SignOut();
        return answer;
    }

    private static async Task<List<Answer>> KeepAsking(Lane lane, Person person, Community community, CancellationTokenSource enough)
    {
        var answers = new List<Answer>();
        while (!enough.IsCancellationRequested)
        {
            // Past what the process itself has cached, so that every turn asks Redis.
            lane.Clock.Advance(TimeSpan.FromSeconds(2));
            answers.Add(await person.Get("/api/v1/me"));
            answers.Add(await lane.Anyone.Get("/open/v1/areas?parentId=" + community.StreetId));
        }
        return answers;
    }
}
