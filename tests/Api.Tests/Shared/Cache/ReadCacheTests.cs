using LinYuan.Api.Shared.Cache;

namespace LinYuan.Tests.Shared.Cache;

public sealed class ReadCacheTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    private ReadCache Cache => lane.Part<ReadCache>();

    [Fact]
    public async Task Callers_at_once_share_one_load()
    {
        var (key, loads, release) = (NewKey(), 0, new TaskCompletionSource<string>());
        var callers = Enumerable.Range(0, 50).Select(_ => Cache.GetOrLoad(key, () =>
        {
            Interlocked.Increment(ref loads);
            return release.Task;
        })).ToList();

        release.SetResult("loaded");

        (await Task.WhenAll(callers)).ShouldAllBe(value => value == "loaded");
        loads.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_there_is_remembered_too()
    {
        var (key, loads) = (NewKey(), 0);

        for (var turn = 0; turn < 3; turn++)
            (await Cache.GetOrLoad<Thing?>(key, () => Task.FromResult<Thing?>(++loads > 1 ? new Thing("late", 1) : null))).ShouldBeNull();

        loads.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_there_is_not_remembered_under_names_that_anybody_makes_up()
    {
        var (key, loads) = (NewKey() with { KeepsMissing = false }, 0);
        async Task<Thing?> Get() => await Cache.GetOrLoad<Thing?>(key, () => Task.FromResult<Thing?>(++loads > 2 ? new Thing("late", 1) : null));

        (await Get()).ShouldBeNull();
        (await Get()).ShouldBeNull();
        (await Get()).ShouldNotBeNull();
        (await Get()).ShouldNotBeNull();

        loads.ShouldBe(3);
    }

    [Fact]
    public async Task A_load_that_fails_fails_for_all_who_wait_and_is_not_remembered()
    {
        var (key, release) = (NewKey(), new TaskCompletionSource<string>());
        var waiting = Enumerable.Range(0, 10).Select(_ => Cache.GetOrLoad(key, () => release.Task)).ToList();
        release.SetException(new FormatException("cannot be loaded"));
        foreach (var caller in waiting)
            await Should.ThrowAsync<FormatException>(() => caller);

        (await Cache.GetOrLoad(key, () => Task.FromResult("next time"))).ShouldBe("next time");
    }

    [Fact]
    public async Task A_value_read_before_a_drop_is_not_kept_after_it()
    {
        var (key, begun, release) = (NewKey(), new TaskCompletionSource(), new TaskCompletionSource());
        var early = Cache.GetOrLoad(key, async () =>
        {
            begun.SetResult();
            await release.Task;
            return "old";
        });
        await begun.Task;

        await Cache.Drop(key.Name);
        release.SetResult();
        await early;

        (await Cache.GetOrLoad(key, () => Task.FromResult("new"))).ShouldBe("new");
    }

    [Fact]
    public async Task Who_asks_after_a_drop_does_not_get_the_load_that_began_before_it()
    {
        var (key, begun, release) = (NewKey(), new TaskCompletionSource(), new TaskCompletionSource());
        var early = Cache.GetOrLoad(key, async () =>
        {
            begun.SetResult();
            await release.Task;
            return "old";
        });
        await begun.Task;
        await Cache.Drop(key.Name);

        (await Cache.GetOrLoad(key, () => Task.FromResult("new"))).ShouldBe("new");

        release.SetResult();
        await early;
        (await Cache.GetOrLoad(key, () => Task.FromResult("never"))).ShouldBe("new");
    }

    [Fact]
    public async Task A_value_leaves_the_process_after_its_time_and_then_comes_from_Redis()
    {
        var (key, loads) = (NewKey(), 0);
        Task<Thing> Load() => Task.FromResult(new Thing("茶水间", ++loads));
        await Cache.GetOrLoad(key, Load);
        lane.Clock.Advance(key.InProcess);

        (await Cache.GetOrLoad(key, Load)).ShouldBe(new Thing("茶水间", 1));

        loads.ShouldBe(1);
        await lane.Part<RedisLink>().Delete("cache:" + key.Name);
        lane.Clock.Advance(key.InProcess);
        (await Cache.GetOrLoad(key, Load)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_value_that_is_to_stay_out_of_Redis_does()
    {
        var key = NewKey() with { InRedis = TimeSpan.Zero };

        await Cache.GetOrLoad(key, () => Task.FromResult("here only"));

        (await lane.Part<RedisLink>().Get("cache:" + key.Name)).ShouldBeNull();
    }

    [Fact]
    public async Task A_value_of_another_shape_in_Redis_is_loaded_afresh()
    {
        var key = NewKey();
        await lane.Part<RedisLink>().Set("cache:" + key.Name, "[\"of another release\"]", TimeSpan.FromMinutes(1));

        (await Cache.GetOrLoad(key, () => Task.FromResult(new Thing("fresh", 7)))).ShouldBe(new Thing("fresh", 7));
    }

    [Fact]
    public async Task A_drop_reaches_the_other_processes()
    {
        await using var other = await Lane.Start(new LaneSettings { ReplicaOf = lane });
        var (key, there) = (NewKey(), other.Part<ReadCache>());
        await Cache.GetOrLoad(key, () => Task.FromResult("old"));
        (await there.GetOrLoad(key, () => Task.FromResult("not asked: Redis has it"))).ShouldBe("old");

        await Cache.Drop(key.Name);

        await Wait.Until("the other process has heard of it", async () => await there.GetOrLoad(key, () => Task.FromResult("new")) == "new");
    }

    [Fact]
    public async Task With_Redis_away_the_process_still_remembers_and_drops()
    {
        await using var alone = await Lane.Start(new LaneSettings { Redis = $"127.0.0.1:{TestServers.FreePort()},abortConnect=false" });
        var (cache, key, loads) = (alone.Part<ReadCache>(), NewKey(), 0);
        Task<int> Load() => Task.FromResult(++loads);

        (await cache.GetOrLoad(key, Load)).ShouldBe(1);
        (await cache.GetOrLoad(key, Load)).ShouldBe(1);
        await cache.Drop(key.Name);

        (await cache.GetOrLoad(key, Load)).ShouldBe(2);
        alone.Part<RedisLink>().IsUp.ShouldBeFalse();
    }

    [Fact]
    public async Task A_caller_who_leaves_does_not_fail_those_who_shared_the_load()
    {
        var (key, release) = (NewKey(), new TaskCompletionSource<string>());
        var leaving = Cache.GetOrLoad(key, () => release.Task);
        var staying = Cache.GetOrLoad(key, () => Task.FromResult("loaded by the one who stayed"));

        release.SetCanceled(TestContext.Current.CancellationToken);

        await Should.ThrowAsync<OperationCanceledException>(() => leaving);
        (await staying).ShouldBe("loaded by the one who stayed");
    }

    private CacheKey NewKey() => new(lane.Unique("test:"), TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));

    private sealed record Thing(string Name, int Count);
}
