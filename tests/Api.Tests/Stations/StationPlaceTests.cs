using LinYuan.Tests.CheckIns;

namespace LinYuan.Tests.Stations;

/// <summary>A station lies where its visitors stand: in which system its place is said, and what is asked about before it is entered.</summary>
public sealed class StationPlaceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/staff/v1/stations";
    private readonly Lane lane = fixture.Lane;

    /// <summary>Latitude and longitude, and what the sentence about them says.</summary>
    public static readonly TheoryData<double, double, string> Unlikely = new()
    {
        { 0, 0, "0,0" },
        { 0.004, -0.003, "0,0" },
        { 76.1, 39.4, "填反" },
        { 48.85, 2.35, "不像是本区" },
        { 45.9, 123.5, "公里" },
        { 43.3, 124.8, "公里" },
    };

    [Fact]
    public async Task A_published_point_in_WGS_84_is_said_to_be_one_and_visitors_are_inside()
    {
        var (latitude, longitude) = (43.166 + Random.Shared.NextDouble() / 10, 124.35);
        var community = await lane.NewCommunity();
        var station = await community.NewStation(("latitude", latitude), ("longitude", longitude), ("coordinateSystem", "wgs84"), ("confirmPlace", null));

        Meters(station, latitude, longitude).ShouldBeInRange(300, 800);
        var byPhone = await (await lane.NewCourier(community)).ChecksInAt(station, station.Latitude, station.Longitude, 12);
        byPhone.ShouldBe(201).Text("proof.signals.1.name").ShouldBe("locationInside");
        var bySatellite = new { latitude, longitude, accuracyMeters = 12, coordinateSystem = "wgs84" };
        (await (await lane.NewCourier(community)).ChecksInWith(station, location: bySatellite)).ShouldBe(201).Text("proof.signals.1.name").ShouldBe("locationInside");
        var near = (await lane.Anyone.Get(FormattableString.Invariant($"/open/v1/stations?near={latitude},{longitude}&coordinateSystem=wgs84&areaId={community.Id}"))).ShouldBe(200);
        near.Number("items.0.distanceMeters").ShouldBe(0);
    }

    [Fact]
    public async Task A_change_says_the_system_too_and_then_needs_both_numbers()
    {
        var community = await lane.NewCommunity();
        var (staff, station) = (await community.Staff(), await community.NewStation(("latitude", 31.2), ("longitude", 121.5)));

        (await staff.Patch($"{Path}/{station.Id}", new { latitude = 31.1774276, coordinateSystem = "wgs84" })).ShouldBeRefused(400, "request.invalid");
        var moved = (await staff.Patch($"{Path}/{station.Id}", new { latitude = 31.1774276, longitude = 121.5272106, coordinateSystem = "wgs84" })).ShouldBe(200);

        (moved["latitude"].GetDouble(), moved["longitude"].GetDouble()).ShouldBe((31.175304, 121.531542));
        (await staff.Patch($"{Path}/{station.Id}", new { latitude = 31.18, coordinateSystem = "mars" })).ShouldBeRefused(400, "request.invalid");
    }

    [Theory]
    [MemberData(nameof(Unlikely))]
    public async Task A_place_that_is_probably_a_slip_is_asked_about_when_entered_and_when_changed(double latitude, double longitude, string says)
    {
        var community = await lane.NewCommunity();
        var (staff, body) = (await community.Staff(), Body(community, latitude, longitude));
        var other = await community.NewStation(("latitude", 43.2), ("longitude", 124.3));
        var moving = await community.NewStation(("latitude", 43.25), ("longitude", 124.35), ("name", "东门" + community.Name));

        var entered = (await staff.Post(Path, body)).ShouldBeRefused(409, "station.place_unlikely");
        var changed = (await staff.Patch($"{Path}/{moving.Id}", new { latitude, longitude })).ShouldBeRefused(409, "station.place_unlikely");

        foreach (var answer in new[] { entered, changed })
            answer.Text("title")!.ShouldContain(says);
        (await lane.Sql.Count("stations WHERE community_id = @Id", community)).ShouldBe(2);
        (await lane.Anyone.Get($"/open/v1/stations/{moving.Id}"))["latitude"].GetDouble().ShouldBe(moving.Latitude);
        other.Latitude.ShouldBe(43.2);
    }

    [Fact]
    public async Task A_latitude_that_is_none_is_answered_with_what_may_have_gone_wrong()
    {
        var community = await lane.NewCommunity();

        var answer = (await (await community.Staff()).Post(Path, Body(community, 124.3, 43.3))).ShouldBeRefused(400, "request.invalid");

        answer.Text("errors.latitude.0")!.ShouldContain("填反");
    }

    [Fact]
    public async Task A_place_that_is_meant_is_entered_but_none_at_0_0()
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();
        await community.NewStation(("latitude", 43.2), ("longitude", 124.3));

        (await staff.Post(Path, Body(community, 48.85, 2.35, confirmPlace: true))).ShouldBe(201);
        (await staff.Post(Path, Body(community, 0, 0, confirmPlace: true))).ShouldBeRefused(409, "station.place_unlikely");
    }

    [Fact]
    public async Task The_first_station_of_a_district_and_each_further_one_near_by_are_entered_without_a_question()
    {
        var first = await lane.NewCommunity();
        var neighbour = await lane.NewCommunityIn(first.DistrictId, first.StreetId);

        var latitude = 35 + Random.Shared.NextDouble();
        (await (await first.Staff()).Post(Path, Body(first, latitude, 114.3))).ShouldBe(201);
        (await (await neighbour.Staff()).Post(Path, Body(neighbour, latitude, 114.5))).ShouldBe(201);
        // Twenty kilometres on from the second, though far from the first.
        (await (await neighbour.Staff()).Post(Path, Body(neighbour, latitude, 114.7))).ShouldBe(201);
    }

    [Fact]
    public async Task A_station_that_is_there_already_is_named_and_not_entered_twice()
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();
        var (latitude, longitude) = (30 + Random.Shared.NextDouble(), 104 + Random.Shared.NextDouble());
        var name = lane.Unique("柳荫");
        (await staff.Post(Path, Body(community, latitude, longitude, name + "暖新驿站"))).ShouldBe(201);

        var same = (await staff.Post(Path, Body(community, latitude, longitude, "工会驿站"))).ShouldBeRefused(409, "station.duplicate");
        same.Text("title")!.ShouldContain(name);
        (await staff.Post(Path, Body(community, StationBuilder.NorthOf(latitude, 12), longitude, name + "（驿站）"))).ShouldBeRefused(409, "station.duplicate");
        (await staff.Post(Path, Body(community, StationBuilder.NorthOf(latitude, 574), longitude, name + " 暖新驿站"))).ShouldBeRefused(409, "station.duplicate");
        (await staff.Post(Path, Body(community, StationBuilder.NorthOf(latitude, 12), longitude, "工会驿站"))).ShouldBe(201);
        (await staff.Post(Path, Body(community, StationBuilder.NorthOf(latitude, 1_200), longitude, name + "暖新驿站"))).ShouldBe(201);
        (await staff.Post(Path, Body(community, latitude, longitude, "二楼", confirmPlace: true))).ShouldBe(201);
    }

    [Fact]
    public async Task Of_the_same_station_entered_twice_at_once_one_is_there()
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();
        var body = Body(community, 29.5 + Random.Shared.NextDouble(), 106.5);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => staff.Post(Path, body)));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != 201))
            refused.ShouldBeRefused(409, "station.duplicate");
        (await lane.Sql.Count("stations WHERE community_id = @Id", community)).ShouldBe(1);
    }

    [Fact]
    public async Task A_change_of_something_else_asks_nothing_about_the_place()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation(("latitude", -30.5), ("longitude", 20.5));

        (await (await community.Staff()).Patch($"{Path}/{station.Id}", new { seats = 9 })).ShouldBe(200).Number("seats").ShouldBe(9);
    }

    private static Dictionary<string, object?> Body(
        Community community, double latitude, double longitude, string? name = null, bool? confirmPlace = null) => StationBuilder.Body(
        community, ("latitude", latitude), ("longitude", longitude), ("name", name ?? community.Name + "暖新驿站"), ("confirmPlace", confirmPlace));

    private static double Meters(MadeStation station, double latitude, double longitude) =>
        new LinYuan.Api.Shared.Geo.GeoPoint(latitude, longitude).MetersTo(new(station.Latitude, station.Longitude));
}
