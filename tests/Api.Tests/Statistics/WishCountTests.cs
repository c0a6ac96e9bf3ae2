using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Statistics;
using LinYuan.Api.Features.Wishes.Counts;
using LinYuan.Api.Shared.Data;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Statistics;

/// <summary>The counts of wishes are what counting the wishes gives, whatever moved them.</summary>
public sealed class WishCountTests(WalkLane fixture) : IClassFixture<WalkLane>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task After_a_random_walk_the_figures_are_what_counting_the_rows_gives(int seed)
    {
        var here = await lane.NewCommunity();
        var there = await lane.NewCommunityIn(here.DistrictId);
        WishWalk walk = new(lane, [here, there], seed);
        await walk.Begin(12);
        for (var step = 0; step < 200; step++)
            await walk.Step();
        await walk.End();

        (await lane.Part<Db>().Read(session => WishCountStore.CountWrong(session, [here.Id, there.Id]))).ShouldBe(0);
        foreach (var subtree in new Subtree?[] { new("district_id", here.DistrictId), new("street_id", here.StreetId), new("community_id", there.Id), null })
            (await Figures(subtree)).ShouldBe(await Counted(subtree));
        string[] some = ["approve", "claim", "release", "confirm", "merge", "code", "time", "crowd"];
        some.Where(step => !walk.Taken.ContainsKey(step)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Counts_that_differ_are_put_right_and_said()
    {
        var story = await WishStory.In(lane, "claimed");
        await lane.Sql.Execute("UPDATE wish_counts SET open = open + 2, waited_30 = 0 WHERE community_id = @Id", new { story.Community.Id });
        Subtree subtree = new("community_id", story.Community.Id);
        (await Figures(subtree)).ShouldNotBe(await Counted(subtree));

        (await Compare()).ShouldBe(1);

        (await Figures(subtree)).ShouldBe(await Counted(subtree));
        (await Compare()).ShouldBe(0);
        lane.Logs.With("Counts of wishes were wrong in 1 cells").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Moves_at_once_in_one_community_all_count_and_none_is_given_up()
    {
        var place = await lane.NewCommunity();
        var stories = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => WishStory.In(lane, "open", place)));

        await Task.WhenAll(stories.Select(story => story.Claim()));

        var figures = await Figures(new Subtree("community_id", place.Id));
        (figures.Open, figures.Claimed).ShouldBe((0, 16));
    }

    private Task<int> Compare() => lane.Part<CompareWishCounts>().Run(lane.Clock.Now, CancellationToken.None);

    private async Task<WishFigures> Figures(Subtree? subtree) =>
        (await lane.Part<Db>().Read(session => lane.Part<StatisticsStore>().Count(session, subtree, lane.Clock.Now))).Wishes;

    /// <summary>The same figures, counted from the wishes themselves.</summary>
    private async Task<WishFigures> Counted(Subtree? subtree)
    {
        var where = subtree is null ? "1 = 1" : $"{subtree.Column} = {subtree.AreaId}";
        var waits = await lane.Sql.List<long>($"SELECT minutes_to_claim FROM wishes WHERE {where} AND is_crowd = 0 AND minutes_to_claim IS NOT NULL ORDER BY 1");
        const string Ended = "is_crowd = 0 AND status IN ('fulfilled', 'fulfilledUnconfirmed')";
        return new WishFigures(
            await Of("is_crowd = 0 AND status <> 'merged' AND published_at IS NOT NULL"), await Of("is_crowd = 0 AND status = 'open'"),
            await Of("is_crowd = 0 AND status IN ('claimed', 'inProgress', 'delivered', 'disputed')"), await Of("is_crowd = 0 AND status = 'fulfilled'"),
            await Of("is_crowd = 0 AND status = 'fulfilledUnconfirmed'"), await Of("is_crowd = 0 AND status = 'unmet'"),
            new CrowdFigures(
                await Of("is_crowd = 1 AND status <> 'merged' AND published_at IS NOT NULL"), await Of("is_crowd = 1 AND status = 'fulfilled'")),
            waits.Count == 0 ? null : Math.Round(waits[waits.Count / 2] / 60m, 2),
            new SatisfactionFigures(
                await Of($"{Ended} AND score IS NOT NULL"), await Of(Ended),
                await lane.Sql.Value<decimal?>($"SELECT AVG(score) FROM wishes WHERE {where} AND {Ended}") is { } average ? Math.Round(average, 2) : null));

        Task<long> Of(string condition) => lane.Sql.Count($"wishes WHERE {where} AND {condition}");
    }
}

/// <summary>A lane on which every delivery that nobody confirms is drawn for a call-back, and on which sessions outlast a long walk.</summary>
public sealed class WalkLane : IAsyncLifetime
{
    private Lane? lane;

    public Lane Lane => lane ?? throw new InvalidOperationException("The class has not started.");

    public async ValueTask InitializeAsync() => lane = await Lane.Start(new LaneSettings
    {
        Options = new Dictionary<string, string>(StringComparer.Ordinal) { ["Wishes:CallBackShare"] = "1", ["Sessions:Life"] = "365.00:00:00" },
    });

    public async ValueTask DisposeAsync()
    {
        if (lane is not null)
            await lane.DisposeAsync();
    }
}
