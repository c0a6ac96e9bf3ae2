using LinYuan.Api.Features;
using LinYuan.Api.Features.Wishes.Counts;
using LinYuan.Api.Shared.Cache;
using LinYuan.Tests.CheckIns;
using LinYuan.Tests.Stations;

namespace LinYuan.Tests.Statistics;

public sealed class StatisticsTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/open/v1/statistics";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Wishes_are_counted_by_what_became_of_them()
    {
        var community = await lane.NewCommunity();
        var (one, other) = (await lane.NewMember(community), await lane.NewMember(community));
        // Answered by nobody for a week, which also means that it has to come before the leases of the others begin.
        await WishSteps.Delivered(lane, community, one);
        lane.Clock.Advance(TimeSpan.FromDays(7));
        await lane.RunJobs();
        await WishSteps.Post(lane, community);
        await (await WishSteps.Post(lane, community)).ByStaff("reject");
        await WishSteps.Open(lane, community);
        await WishSteps.Open(lane, community);
        await (await WishSteps.Open(lane, community)).Claim(one);
        await (await (await WishSteps.Open(lane, community)).Claim(one)).ByClaimer("contacted");
        await WishSteps.Delivered(lane, community, one);
        await (await WishSteps.Delivered(lane, community, one)).ByAuthor("dispute", new { reason = "还没有修好" });
        await (await WishSteps.Delivered(lane, community, other)).Confirm(5);
        await (await WishSteps.Delivered(lane, community, other)).Confirm(2);
        await WithHandoverCode(community, other);
        await (await WishSteps.Open(lane, community)).ByAuthor("withdraw");
        await (await WishSteps.Open(lane, community)).ByStaff("cannot");

        var wishes = (await Of(community.Id))["wishes"];

        string[] counts = ["posted", "open", "claimed", "fulfilled", "unconfirmed", "unmet"];
        counts.Select(name => $"{name} {wishes.GetProperty(name)}").ShouldBe(["posted 12", "open 2", "claimed 4", "fulfilled 3", "unconfirmed 1", "unmet 1"]);
        var satisfaction = wishes.GetProperty("satisfaction");
        satisfaction.GetProperty("asked").GetInt32().ShouldBe(4);
        satisfaction.GetProperty("answered").GetInt32().ShouldBe(2);
        satisfaction.GetProperty("average").GetDecimal().ShouldBe(3.5m);
    }

    [Fact]
    public async Task Without_an_answer_there_is_no_average()
    {
        var community = await lane.NewCommunity();
        await WithHandoverCode(community, await lane.NewMember(community));

        var figures = await Of(community.Id);

        figures.Number("wishes.satisfaction.asked").ShouldBe(1);
        figures.Number("wishes.satisfaction.answered").ShouldBe(0);
        figures.Text("wishes.satisfaction.average").ShouldBeNull();
    }

    [Fact]
    public async Task Crowd_wishes_stand_apart_and_are_in_no_other_figure()
    {
        var community = await lane.NewCommunity();
        var member = await lane.NewMember(community);
        await WishSteps.Open(lane, community);
        await (await WishSteps.Delivered(lane, community, member)).Confirm(4);
        // Ordinary wishes are turned into crowd wishes by hand, and counted anew.
        var crowd = new[]
        {
            await WishSteps.Open(lane, community), await WishSteps.Post(lane, community),
            await (await WishSteps.Delivered(lane, community, member)).Confirm(1),
            await (await WishSteps.Delivered(lane, community, member)).Confirm(1),
        };
        foreach (var wish in crowd)
            await lane.Sql.Execute("UPDATE wishes SET is_crowd = 1 WHERE id = @Id", new { wish.Id });
        await lane.Part<CompareWishCounts>().Run(lane.Clock.Now, CancellationToken.None);

        var figures = await Of(community.Id);

        (figures.Number("wishes.crowd.posted"), figures.Number("wishes.crowd.fulfilled")).ShouldBe((3, 2));
        (figures.Number("wishes.posted"), figures.Number("wishes.open"), figures.Number("wishes.fulfilled")).ShouldBe((2, 1, 1));
        figures["wishes.satisfaction.average"].GetDecimal().ShouldBe(4);
    }

    [Theory]
    [InlineData(new[] { 30, 120, 300 }, "2")]
    [InlineData(new[] { 30, 45, 300, 600 }, "5")]
    [InlineData(new[] { 50 }, "0.83")]
    [InlineData(new int[0], null)]
    public async Task The_median_runs_from_publication_to_the_first_claim(int[] minutes, string? hours)
    {
        var community = await lane.NewCommunity();
        var member = await lane.NewMember(community);
        await WishSteps.Open(lane, community);
        foreach (var wait in minutes)
        {
            var wish = await WishSteps.Open(lane, community);
            lane.Clock.Advance(TimeSpan.FromMinutes(wait));
            await wish.Claim(member);
            // What comes after the first claim changes nothing.
            await wish.ByClaimer("release", new { reason = "临时有事" });
            lane.Clock.Advance(TimeSpan.FromHours(20));
            await wish.Claim(member);
            await wish.ByClaimer("release", new { reason = "临时有事" });
        }

        (await Of(community.Id)).Text("wishes.medianHoursToClaim").ShouldBe(hours);
    }

    [Fact]
    public async Task An_area_of_any_level_counts_its_subtree()
    {
        var here = await lane.NewCommunity();
        var sameStreet = await lane.NewCommunityIn(here.DistrictId, here.StreetId);
        var otherStreet = await lane.NewCommunityIn(here.DistrictId);
        var elsewhere = await lane.NewCommunity();
        foreach (var community in new[] { here, sameStreet, otherStreet, elsewhere })
        {
            await WishSteps.Open(lane, community);
            var station = await community.NewStation();
            var courier = await lane.NewCourier(community);
            (await courier.ChecksInAt(station)).ShouldBe(201);
        }

        foreach (var (area, count) in new[] { (here.Id, 1), (here.StreetId, 2), (here.DistrictId, 3), (elsewhere.DistrictId, 1) })
        {
            var figures = await Of(area);
            figures.Number("wishes.posted").ShouldBe(count);
            figures.Number("stations.count").ShouldBe(count);
            figures.Number("stations.checkIns").ShouldBe(count);
            figures.Number("registrations.couriers").ShouldBe(count);
        }
        // Another test may have asked for everything a moment ago, and the answer is kept as long.
        await lane.Part<ReadCache>().Drop(CacheKeys.Statistics(null).Name);
        var all = (await lane.Anyone.Get(Path)).ShouldBe(200);
        all.Number("stations.count").ShouldBeGreaterThanOrEqualTo(4);
    }

    [Fact]
    public async Task Members_in_service_are_set_against_the_eligible_of_the_districts_units()
    {
        var community = await lane.NewCommunity();
        List<long> units = [];
        foreach (var eligible in new[] { 4, 3 })
        {
            units.Add(await lane.Sql.Insert(
                "INSERT INTO units (district_id, name, eligible_members, created_at) VALUES (@DistrictId, @name, @eligible, @Now)",
                new { community.DistrictId, name = lane.Unique("单位"), eligible, lane.Clock.Now }));
        }
        foreach (var unit in units)
            await Joins(community, unit);
        foreach (var kind in new[] { "inService", "volunteer", "courier", "floating" })
            await (await lane.NewPerson()).RegistersWith(community, kind);
        var waiting = await lane.NewPerson();
        (await waiting.Post("/api/v1/registrations", new { communityId = community.IdText, kind = "inService", realName = "测试用名" })).ShouldBe(201);

        var district = await Of(community.DistrictId);

        (district.Number("registrations.inService.registered"), district.Number("registrations.inService.eligible")).ShouldBe((3, 7));
        district["registrations.inService.rate"].GetDecimal().ShouldBe(28.57m);
        (district.Number("registrations.volunteers"), district.Number("registrations.couriers")).ShouldBe((1, 1));
        foreach (var area in new[] { community.StreetId, community.Id })
        {
            var below = await Of(area);
            below.Number("registrations.inService.registered").ShouldBe(3);
            (below.Text("registrations.inService.eligible"), below.Text("registrations.inService.rate")).ShouldBe((null, null));
        }
    }

    /// <summary>An approved member in service who names a unit.</summary>
    private async Task Joins(Community community, long unit)
    {
        var submitted = await (await lane.NewPerson()).Post(
            "/api/v1/registrations", new { communityId = community.IdText, kind = "inService", realName = "测试用名", unitId = unit.ToString() });
        (await (await community.Staff()).Post($"/staff/v1/registrations/{submitted.ShouldBe(201).Id}/approve")).ShouldBe(200);
    }

    [Fact]
    public async Task An_ended_registration_and_a_doubtful_visit_do_not_count()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        (await courier.ChecksInAt(station, StationBuilder.NorthOf(station.Latitude, 9_000), station.Longitude, 5)).ShouldBe(201);
        var registration = (await courier.Get("/api/v1/me/registrations")).Text("items.0.id");
        (await (await community.Staff()).Post($"/staff/v1/registrations/{registration}/end", new { reason = "不再从事配送" })).ShouldBe(200);

        var figures = await Of(community.Id);

        (figures.Number("stations.count"), figures.Number("stations.checkIns"), figures.Number("registrations.couriers")).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task An_area_without_rows_and_a_grid_have_zeros_and_no_rates()
    {
        var community = await lane.NewCommunity();
        var grid = await lane.Sql.Insert(
            """
            INSERT INTO areas (parent_id, level, code, name, district_id, street_id, community_id)
            VALUES (@Id, 'grid', @code, '第一网格', @DistrictId, @StreetId, @Id)
            """,
            new { community.Id, code = lane.Unique("g"), community.DistrictId, community.StreetId });

        foreach (var area in new[] { community.DistrictId, community.Id, grid })
        {
            var figures = await Of(area);
            foreach (var path in new[] { "wishes.posted", "wishes.crowd.posted", "wishes.satisfaction.asked", "stations.count", "stations.checkIns" })
                figures.Number(path).ShouldBe(0);
            foreach (var path in new[] { "wishes.medianHoursToClaim", "wishes.satisfaction.average", "registrations.inService.rate" })
                figures.Text(path).ShouldBeNull();
            figures["asOf"].GetDateTimeOffset().ShouldBe(lane.Clock.Now);
        }
    }

    [Theory]
    [InlineData("areaId=nowhere")]
    [InlineData("areaId=999999999")]
    [InlineData("areaId=-1")]
    public async Task An_area_that_is_not_there_is_refused(string query) =>
        (await lane.Anyone.Get($"{Path}?{query}")).ShouldBeRefused(400, "request.invalid")["errors.areaId"].GetArrayLength().ShouldBe(1);

    private async Task<Answer> Of(long areaId) => (await lane.Anyone.Get($"{Path}?areaId={areaId}")).ShouldBe(200);

    private async Task WithHandoverCode(Community community, Person member)
    {
        var wish = await WishSteps.Open(lane, community);
        await wish.Claim(member);
        await wish.ByClaimer("contacted");
        var code = (await wish.Author.Get($"/api/v1/wishes/{wish.Id}/handover-code")).ShouldBe(200).Text("code");
        await wish.ByClaimer("deliver", new { handoverCode = code });
    }
}
