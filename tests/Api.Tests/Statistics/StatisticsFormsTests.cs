using System.Text;
using LinYuan.Tests.CheckIns;
using LinYuan.Tests.Stations;
using StackExchange.Redis;

namespace LinYuan.Tests.Statistics;

/// <summary>In what form the figures come, and how old they may be.</summary>
public sealed class StatisticsFormsTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/open/v1/statistics?areaId=";

    private const string Columns =
        "asOf,wishes.posted,wishes.open,wishes.claimed,wishes.fulfilled,wishes.unconfirmed,wishes.unmet,wishes.crowd.posted,wishes.crowd.fulfilled,"
        + "wishes.medianHoursToClaim,wishes.satisfaction.answered,wishes.satisfaction.asked,wishes.satisfaction.average,"
        + "registrations.inService.registered,registrations.inService.eligible,registrations.inService.rate,registrations.volunteers,"
        + "registrations.couriers,registrations.teams,stations.count,stations.checkIns,tasks.published,tasks.signups,tasks.hours,"
        + "clues.received,clues.resolved,clues.unanswered,clues.rated,clues.satisfied,"
        + "clues.ratedByPhone,clues.satisfiedByPhone";

    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Csv_holds_the_same_figures_as_json_in_one_row()
    {
        var community = await SomeFigures();
        var json = (await lane.Anyone.Get(Path + community.Id)).ShouldBe(200);

        var csv = await Ask(community.Id, "text/csv");

        csv.Header("Content-Type").ShouldBe("text/csv; charset=utf-8");
        csv.Bytes.Take(3).ShouldBe(Encoding.UTF8.GetPreamble());
        var lines = Encoding.UTF8.GetString(csv.Bytes.AsSpan(3)).Split("\r\n");
        lines.Length.ShouldBe(3);
        lines[2].ShouldBeEmpty();
        lines[0].ShouldBe(Columns);
        foreach (var (column, cell) in lines[0].Split(',').Zip(lines[1].Split(',')))
            cell.ShouldBe(json.Text(column) ?? "", column);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("*/*", false)]
    [InlineData("application/json", false)]
    [InlineData("text/html,application/xhtml+xml,*/*;q=0.8", false)]
    [InlineData("text/csv;q=0.5, application/json", false)]
    [InlineData("text/csv;q=0", false)]
    [InlineData("text/csv", true)]
    [InlineData("TEXT/CSV", true)]
    [InlineData("text/csv, application/json;q=0.9", true)]
    [InlineData("nonsense;;;", false)]
    public async Task Csv_comes_to_who_names_it_and_json_to_all_others(string? accept, bool isCsv)
    {
        var community = await lane.NewCommunity();

        var answer = await Ask(community.Id, accept);

        answer.ContentHeaders.ContentType!.MediaType.ShouldBe(isCsv ? "text/csv" : "application/json");
        answer.Header("Vary")!.ShouldContain("Accept");
    }

    [Fact]
    public async Task Figures_are_kept_for_a_moment_and_then_counted_anew()
    {
        var community = await lane.NewCommunity();
        await community.NewStation();
        var first = (await lane.Anyone.Get(Path + community.Id)).ShouldBe(200);
        await community.NewStation();

        (await lane.Anyone.Get(Path + community.Id)).Body.ShouldBe(first.Body);
        lane.Clock.Advance(TimeSpan.FromSeconds(31));
        // Redis lives by its own clock, so what has expired there by the lane's clock is removed.
        using (var redis = await ConnectionMultiplexer.ConnectAsync(lane.Redis))
            (await redis.GetDatabase().KeyDeleteAsync($"{lane.Name}:cache:statistics:{community.Id}")).ShouldBeTrue();

        var second = (await lane.Anyone.Get(Path + community.Id)).ShouldBe(200);
        second.Number("stations.count").ShouldBe(2);
        second["asOf"].GetDateTimeOffset().ShouldBe(lane.Clock.Now);
    }

    [Fact]
    public async Task Who_asks_in_between_hears_that_nothing_changed()
    {
        var community = await lane.NewCommunity();
        var tag = (await lane.Anyone.Get(Path + community.Id)).ShouldBe(200).Header("ETag")!;
        var request = new HttpRequestMessage(HttpMethod.Get, Path + community.Id);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);

        (await lane.Anyone.Send(request)).ShouldBe(304).Bytes.ShouldBeEmpty();
    }

    private Task<Answer> Ask(long areaId, string? accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Path + areaId);
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return lane.Anyone.Send(request);
    }

    private async Task<Community> SomeFigures()
    {
        var community = await lane.NewCommunity();
        await (await WishSteps.Delivered(lane, community, await lane.NewMember(community))).Confirm(4);
        (await (await lane.NewCourier(community)).ChecksInAt(await community.NewStation())).ShouldBe(201);
        return community;
    }
}
