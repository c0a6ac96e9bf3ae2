namespace LinYuan.Tests.Stations;

public sealed class StationViewTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    /// <summary>As the client sorts it.</summary>
    private const string KeptByNobody = "no-store, private";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_code_is_for_staff_of_the_area_alone()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation();
        var neighbour = await lane.NewCommunityIn(community.DistrictId, community.StreetId);

        Client[] outsiders = [lane.Anyone, await lane.NewPerson(), await lane.NewCourier(community), await neighbour.Staff()];
        foreach (var outsider in outsiders)
        {
            var seen = (await outsider.Get($"/open/v1/stations/{station.Id}")).ShouldBe(200);
            seen.Text("code").ShouldBeNull();
            seen.Body.ShouldNotContain(station.Code);
            seen.Header("Cache-Control").ShouldBe("public, no-cache");
        }
        foreach (var staff in new[] { await community.Staff(), await lane.NewStaff(community.StreetId), await lane.NewStaff(community.DistrictId) })
            (await staff.Get($"/open/v1/stations/{station.Id}")).ShouldBe(200).Text("code").ShouldBe(station.Code);
    }

    [Fact]
    public async Task An_answer_with_the_code_may_be_kept_by_no_cache_on_the_way()
    {
        var community = await lane.NewCommunity();
        var (station, staff) = (await community.NewStation(), await community.Staff());

        var seen = (await staff.Get($"/open/v1/stations/{station.Id}")).ShouldBe(200);
        seen.Header("Cache-Control").ShouldBe(KeptByNobody);
        seen.Header("Vary").ShouldBe("Authorization");
        (await lane.Anyone.Get($"/open/v1/stations/{station.Id}")).Header("Vary").ShouldBe("Authorization");
        var again = (await Ask(staff, station.Id, seen.Header("ETag")!)).ShouldBe(304);
        again.Header("Cache-Control").ShouldBe(KeptByNobody);
    }

    [Fact]
    public async Task An_unchanged_station_is_answered_with_304_until_it_changes()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation();
        var tag = (await lane.Anyone.Get($"/open/v1/stations/{station.Id}")).ShouldBe(200).Header("ETag")!;

        (await Ask(lane.Anyone, station.Id, tag)).ShouldBe(304).Bytes.ShouldBeEmpty();
        (await Ask(lane.Anyone, station.Id, $"\"other\", {tag}")).ShouldBe(304);
        (await Ask(lane.Anyone, station.Id, "\"other\"")).ShouldBe(200);
        (await (await community.Staff()).Patch($"/staff/v1/stations/{station.Id}", new { name = "换了名字" })).ShouldBe(200);
        (await Ask(lane.Anyone, station.Id, tag)).ShouldBe(200).Text("name").ShouldBe("换了名字");
    }

    [Theory]
    [InlineData("999999999")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("nonsense")]
    [InlineData("99999999999999999999999")]
    public async Task A_station_that_is_not_there_is_not_found(string id)
    {
        var answer = await lane.Anyone.Get("/open/v1/stations/" + id);

        answer.ShouldBeRefused(404, "resource.not_found");
        answer.Header("Cache-Control")!.ShouldContain("no-store");
    }

    [Fact]
    public async Task Whether_it_is_open_follows_the_clock_in_China()
    {
        var community = await lane.NewCommunity();
        var local = lane.Clock.Now.AddHours(8);
        // Open in the hour that follows the running one.
        var (from, to) = (local.AddHours(1), local.AddHours(2));
        var station = await community.NewStation(
            ("openingHours", new[] { new { days = new[] { 1, 2, 3, 4, 5, 6, 7 }, from = $"{from:HH}:00", to = $"{to:HH}:00" } }));
        var path = $"/open/v1/stations/{station.Id}";

        (await lane.Anyone.Get(path)).Text("openNow").ShouldBe("False");
        lane.Clock.Advance(TimeSpan.FromHours(1));
        (await lane.Anyone.Get(path)).Text("openNow").ShouldBe("True");
        lane.Clock.Advance(TimeSpan.FromHours(1));
        (await lane.Anyone.Get(path)).Text("openNow").ShouldBe("False");
    }

    private static Task<Answer> Ask(Client client, string id, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/open/v1/stations/" + id);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return client.Send(request);
    }
}
