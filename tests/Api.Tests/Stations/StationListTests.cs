namespace LinYuan.Tests.Stations;

public sealed class StationListTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/open/v1/stations";
    private readonly Lane lane = fixture.Lane;

    /// <summary>A query that is refused, and the field that is named for it.</summary>
    public static readonly TheoryData<string, string> WrongQueries = new()
    {
        { "near=here", "near" },
        { "near=43.3", "near" },
        { "near=43.3,124.3,5", "near" },
        { "near=91,0", "near" },
        { "near=0,181", "near" },
        { "near=NaN,0", "near" },
        { "near=1e1,0", "near" },
        { "near=,", "near" },
        { "near=0,0&radiusMeters=0", "radiusMeters" },
        { "near=0,0&radiusMeters=-5", "radiusMeters" },
        { "near=0,0&radiusMeters=50001", "radiusMeters" },
        { "near=0,0&radiusMeters=1.5", "radiusMeters" },
        { "near=0,0&radiusMeters=far", "radiusMeters" },
        { "radiusMeters=500", "radiusMeters" },
        { "facility=sauna", "facility" },
        { "facility=Rest", "facility" },
        { "facility=1", "facility" },
        { "facility=rest,water", "facility" },
        { "facility=rest&facility=nothing", "facility" },
        { "areaId=nowhere", "areaId" },
        { "areaId=999999999", "areaId" },
        { "openNow=yes", "openNow" },
        { "openNow=1", "openNow" },
        { "limit=0", "limit" },
        { "limit=101", "limit" },
        { "limit=ten", "limit" },
        { "after=nonsense", "after" },
        { "after=MTIz!", "after" },
        { "near=0,0&after=MQ", "after" },
        { "after=MSwx", "after" },
    };

    [Theory]
    [MemberData(nameof(WrongQueries))]
    public async Task A_wrong_query_is_refused_and_the_field_is_named(string query, string field) =>
        (await lane.Anyone.Get($"{Path}?{query}")).ShouldBeRefused(400, "request.invalid")["errors." + field].GetArrayLength().ShouldBe(1);

    [Fact]
    public async Task Near_a_place_the_nearest_come_first_with_their_distance_in_whole_metres()
    {
        var (community, (latitude, longitude)) = (await lane.NewCommunity(), StationBuilder.NewPlace());
        var far = await At(community, latitude, longitude, 3_000);
        var nearest = await At(community, latitude, longitude, 40);
        var middle = await At(community, latitude, longitude, 900);
        await At(community, latitude, longitude, 5_100);

        var list = (await lane.Anyone.Get($"{Path}?near={latitude},{longitude}")).ShouldBe(200);

        list.Ids().ShouldBe([nearest.Id, middle.Id, far.Id]);
        list.Items.Select(item => item.GetProperty("distanceMeters").GetInt64()).ShouldBe([40, 900, 3_000]);
        list.Text("next").ShouldBeNull();
        list.Items.ShouldAllBe(item => item.GetProperty("code").ValueKind == System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task The_radius_takes_in_what_lies_on_it_and_nothing_beyond()
    {
        var (community, (latitude, longitude)) = (await lane.NewCommunity(), StationBuilder.NewPlace());
        var inside = await At(community, latitude, longitude, 700);
        var outside = await At(community, latitude, longitude, 702);

        (await lane.Anyone.Get($"{Path}?near={latitude},{longitude}&radiusMeters=700")).Ids().ShouldBe([inside.Id]);
        (await lane.Anyone.Get($"{Path}?near={latitude},{longitude}&radiusMeters=50000")).Ids().ShouldBe([inside.Id, outside.Id]);
        (await lane.Anyone.Get($"{Path}?near={latitude},{longitude}&radiusMeters=699")).Ids().ShouldBeEmpty();
    }

    [Fact]
    public async Task Distance_counts_east_and_west_as_well_as_north_and_south()
    {
        var community = await lane.NewCommunity();
        // One thousandth of a degree of longitude at 60 degrees north is half of what it is at the equator: 55.6 m.
        var station = await community.NewStation(("latitude", 60.0), ("longitude", 30.001));
        var (latitude, longitude) = (60, 30);

        var list = (await lane.Anyone.Get($"{Path}?near={latitude},{longitude}&areaId={community.Id}")).ShouldBe(200);

        list.Ids().ShouldBe([station.Id]);
        list.Number("items.0.distanceMeters").ShouldBe(56);
    }

    [Fact]
    public async Task Without_a_place_the_list_is_in_the_order_of_entry_and_has_no_distance()
    {
        var community = await lane.NewCommunity();
        var (one, two) = (await community.NewStation(), await community.NewStation());

        var list = (await lane.Anyone.Get($"{Path}?areaId={community.Id}")).ShouldBe(200);

        list.Ids().ShouldBe([one.Id, two.Id]);
        list.Text("items.0.distanceMeters").ShouldBeNull();
        (await lane.Anyone.Get(Path + "?limit=1")).ShouldBe(200).Items.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_facility_that_is_asked_for_is_there_and_several_are_all_there(bool near)
    {
        var (community, (latitude, longitude)) = (await lane.NewCommunity(), StationBuilder.NewPlace());
        var both = await At(community, latitude, longitude, 10, ("facilities", new[] { "water", "charging", "toilet" }));
        var water = await At(community, latitude, longitude, 20, ("facilities", new[] { "water" }));
        await At(community, latitude, longitude, 30, ("facilities", new[] { "rest" }));
        var path = near ? $"{Path}?near={latitude},{longitude}" : $"{Path}?areaId={community.Id}";

        (await lane.Anyone.Get(path + "&facility=water")).Ids().ShouldBe([both.Id, water.Id]);
        (await lane.Anyone.Get(path + "&facility=water&facility=charging")).Ids().ShouldBe([both.Id]);
        (await lane.Anyone.Get(path + "&facility=heating")).Ids().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_area_of_any_level_covers_its_subtree()
    {
        var here = await lane.NewCommunity();
        var sameStreet = await lane.NewCommunityIn(here.DistrictId, here.StreetId);
        var otherStreet = await lane.NewCommunityIn(here.DistrictId);
        var elsewhere = await lane.NewCommunity();
        var (latitude, longitude) = StationBuilder.NewPlace();
        List<string> ids = [];
        foreach (var (index, community) in new[] { here, sameStreet, otherStreet, elsewhere }.Index())
            ids.Add((await At(community, latitude, longitude, 10 * (index + 1))).Id);

        foreach (var path in new[] { $"{Path}?areaId=", $"{Path}?near={latitude},{longitude}&areaId=" })
        {
            (await lane.Anyone.Get(path + here.Id)).Ids().ShouldBe(ids[..1]);
            (await lane.Anyone.Get(path + here.StreetId)).Ids().ShouldBe(ids[..2]);
            (await lane.Anyone.Get(path + here.DistrictId)).Ids().ShouldBe(ids[..3]);
            (await lane.Anyone.Get(path + elsewhere.Id)).Ids().ShouldBe(ids[3..]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Open_now_tells_open_from_closed_and_leaves_unknown_hours_out(bool near)
    {
        var (community, (latitude, longitude)) = (await lane.NewCommunity(), StationBuilder.NewPlace());
        var open = await At(community, latitude, longitude, 10);
        var closed = await At(community, latitude, longitude, 20, ("openingHours", ClosedNow()));
        var unknown = await At(community, latitude, longitude, 30, ("openingHours", null));
        var path = near ? $"{Path}?near={latitude},{longitude}" : $"{Path}?areaId={community.Id}";

        var all = (await lane.Anyone.Get(path)).ShouldBe(200);
        all.Ids().ShouldBe([open.Id, closed.Id, unknown.Id]);
        all.Items.Select(item => item.GetProperty("openNow").ToString()).ShouldBe(["True", "False", ""]);
        (await lane.Anyone.Get(path + "&openNow=true")).Ids().ShouldBe([open.Id]);
        (await lane.Anyone.Get(path + "&openNow=false")).Ids().ShouldBe([closed.Id]);

        await lane.Sql.Execute("UPDATE stations SET live_state = 'reportedClosed' WHERE id IN @ids", new { ids = new[] { open.Id, closed.Id } });
        // Of what is done past the api no kept answer hears; whoever shows a session is given none.
        var reader = await lane.NewPerson();
        (await reader.Get(path + "&openNow=true")).Ids().ShouldBeEmpty();
        (await reader.Get(path + "&openNow=false")).Ids().ShouldBe([closed.Id]);
        (await reader.Get(path)).Ids().ShouldBe([open.Id, closed.Id, unknown.Id]);
    }

    [Fact]
    public async Task Pages_by_distance_have_no_gap_and_no_repeat_while_stations_are_added()
    {
        var (community, (latitude, longitude)) = (await lane.NewCommunity(), StationBuilder.NewPlace());
        List<string> expected = [];
        // Two at one distance, and steps beyond the first short reach of the search.
        foreach (var meters in new[] { 100, 100, 300, 700, 2_500, 4_900 })
            expected.Add((await At(community, latitude, longitude, meters)).Id);
        var added = false;

        var seen = await lane.Anyone.AllPages($"{Path}?near={latitude},{longitude}&limit=1", async () =>
        {
            if (added)
                return;
            added = true;
            // One before what was already shown, which therefore stays out, and one further on.
            await At(community, latitude, longitude, 20);
            expected.Add((await At(community, latitude, longitude, 4_950)).Id);
        });

        seen.ShouldBe(expected);
    }

    [Fact]
    public async Task Pages_by_entry_have_no_gap_and_no_repeat_while_stations_are_added()
    {
        var community = await lane.NewCommunity();
        List<string> expected = [];
        for (var count = 0; count < 5; count++)
            expected.Add((await community.NewStation()).Id);

        var seen = await lane.Anyone.AllPages($"{Path}?areaId={community.Id}&limit=2", async () =>
        {
            if (expected.Count < 8)
                expected.Add((await community.NewStation()).Id);
        });

        seen.ShouldBe(expected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_of_open_stations_skip_the_closed_ones_between_them(bool near)
    {
        var (community, (latitude, longitude)) = (await lane.NewCommunity(), StationBuilder.NewPlace());
        List<string> open = [];
        for (var index = 0; index < 9; index++)
        {
            var station = await At(
                community, latitude, longitude, 50 * (index + 1), ("openingHours", index % 3 == 1 ? ClosedNow() : StationBuilder.AlwaysOpen));
            if (index % 3 != 1)
                open.Add(station.Id);
        }
        var path = near ? $"{Path}?near={latitude},{longitude}" : $"{Path}?areaId={community.Id}";

        (await lane.Anyone.AllPages(path + "&openNow=true&limit=2")).ShouldBe(open);
    }

    [Fact]
    public async Task Open_stations_behind_very_many_closed_ones_are_still_reached_by_following_next()
    {
        var community = await lane.NewCommunity();
        await lane.Sql.Execute(
            """
            INSERT INTO stations (code, district_id, street_id, community_id, name, address, latitude, longitude, facilities, opening_hours, created_at, updated_at)
            SELECT CONCAT('S', @Id, 'X', seq), @DistrictId, @StreetId, @Id, '夜间不开放', '示例路', 0, 0, 1, @hours, @Now, @Now FROM seq_1_to_1100
            """,
            new { community.Id, community.DistrictId, community.StreetId, hours = System.Text.Json.JsonSerializer.Serialize(ClosedNow()), lane.Clock.Now });
        var open = await community.NewStation();

        (await lane.Anyone.AllPages($"{Path}?areaId={community.Id}&openNow=true")).ShouldBe([open.Id]);
    }

    [Fact]
    public async Task An_unchanged_list_is_answered_with_304_and_a_changed_one_is_not()
    {
        var community = await lane.NewCommunity();
        await community.NewStation();
        var path = $"{Path}?areaId={community.Id}";
        var tag = (await lane.Anyone.Get(path)).ShouldBe(200).Header("ETag")!;

        var same = await Ask(path, tag);
        same.ShouldBe(304).Bytes.ShouldBeEmpty();
        same.Header("ETag").ShouldBe(tag);
        await community.NewStation();
        (await Ask(path, tag)).ShouldBe(200).Items.Count.ShouldBe(2);
    }

    private Task<Answer> Ask(string path, string tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return lane.Anyone.Send(request);
    }

    private static Task<MadeStation> At(
        Community community, double latitude, double longitude, double meters, params (string Field, object? Value)[] other) =>
        community.NewStation([("latitude", StationBuilder.NorthOf(latitude, meters)), ("longitude", longitude), .. other]);

    /// <summary>Open for one minute, at a time of day that is at least an hour away.</summary>
    private object[] ClosedNow()
    {
        var hour = (lane.Clock.Now.AddHours(8).Hour + 2) % 24;
        return [new { days = new[] { 1, 2, 3, 4, 5, 6, 7 }, from = $"{hour:00}:00", to = $"{hour:00}:01" }];
    }
}
