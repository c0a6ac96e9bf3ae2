namespace LinYuan.Tests.Stations.Maps;

public sealed class GeoJsonTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/open/v1/stations.geojson";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_map_gets_the_stations_of_an_area_as_features_with_public_fields_only()
    {
        var (here, elsewhere) = (await lane.NewCommunity(), await lane.NewCommunity());
        var station = await here.NewStation(("seats", 8), ("latitude", 39.913345), ("longitude", 116.384047));
        await elsewhere.NewStation();

        var file = (await lane.Anyone.Get($"{Path}?areaId={here.StreetId}")).ShouldBe(200);

        file.ContentHeaders.ContentType!.MediaType.ShouldBe("application/geo+json");
        (file.Text("type"), file.Text("coordinateSystem"), file.Text("next")).ShouldBe(("FeatureCollection", "WGS-84", null));
        file["features"].GetArrayLength().ShouldBe(1);
        (file.Text("features.0.type"), file.Text("features.0.id"), file.Text("features.0.geometry.type")).ShouldBe(("Feature", station.Id, "Point"));
        file["features.0.geometry.coordinates"].EnumerateArray().Select(degrees => degrees.GetDouble()).ShouldBe([116.377817, 39.911954], 0.000002);
        file["features.0.properties"].EnumerateObject().Select(field => field.Name).ShouldBe(
            ["name", "address", "communityId", "communityName", "facilities", "openingHours", "exceptions", "seats", "liveState"]);
        (file.Text("features.0.properties.seats"), file.Text("features.0.properties.openingHours.0")).ShouldBe(("8", "每天 全天"));
        file.Body.ShouldNotContain(station.Code);
    }

    [Fact]
    public async Task Who_asks_for_GCJ_02_gets_it_and_the_file_says_so()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation(("latitude", 39.913345), ("longitude", 116.384047));

        var file = (await lane.Anyone.Get($"{Path}?areaId={community.Id}&crs=gcj02")).ShouldBe(200);

        file.Text("coordinateSystem").ShouldBe("GCJ-02");
        file["features.0.geometry.coordinates"].EnumerateArray().Select(degrees => degrees.GetDouble()).ShouldBe([station.Longitude, station.Latitude]);
        (await lane.Anyone.Get($"{Path}?areaId={community.Id}&crs=wgs84")).ShouldBe(200).Text("coordinateSystem").ShouldBe("WGS-84");
        foreach (var wrong in new[] { "bd09", "EPSG:4326", "GCJ02" })
            (await lane.Anyone.Get($"{Path}?crs={wrong}")).ShouldBeRefused(400, "request.invalid")["errors.crs"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task An_unchanged_file_is_answered_with_304_also_when_the_clock_moves_on()
    {
        var community = await lane.NewCommunity();
        await community.NewStation();
        var path = $"{Path}?areaId={community.Id}";
        var tag = (await lane.Anyone.Get(path)).ShouldBe(200).Header("ETag")!;
        lane.Clock.Advance(TimeSpan.FromHours(5));

        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        (await lane.Anyone.Send(request)).ShouldBe(304);
        await community.NewStation();
        (await lane.Anyone.Get(path)).Header("ETag").ShouldNotBe(tag);
    }

    [Fact]
    public async Task More_stations_than_one_file_holds_are_reached_by_its_next_link()
    {
        var community = await lane.NewCommunity();
        await lane.Sql.Execute(
            """
            INSERT INTO stations (code, district_id, street_id, community_id, name, address, latitude, longitude, facilities, opening_hours, created_at, updated_at)
            SELECT CONCAT('G', @Id, 'X', seq), @DistrictId, @StreetId, @Id, '驿站', '示例路', 0, 0, 1, '[]', @Now, @Now FROM seq_1_to_10002
            """,
            new { community.Id, community.DistrictId, community.StreetId, lane.Clock.Now });

        var first = (await lane.Anyone.Get($"{Path}?areaId={community.Id}&crs=gcj02")).ShouldBe(200);
        var rest = (await lane.Anyone.Get(first.Text("next")!)).ShouldBe(200);

        (first["features"].GetArrayLength(), rest["features"].GetArrayLength(), rest.Text("next")).ShouldBe((10_000, 2, null));
        rest.Text("coordinateSystem").ShouldBe("GCJ-02");
    }

    [Fact]
    public async Task A_wrong_area_or_cursor_is_refused()
    {
        (await lane.Anyone.Get(Path + "?areaId=nowhere")).ShouldBeRefused(400, "request.invalid")["errors.areaId"].GetArrayLength().ShouldBe(1);
        (await lane.Anyone.Get(Path + "?after=nonsense")).ShouldBeRefused(400, "request.invalid")["errors.after"].GetArrayLength().ShouldBe(1);
    }
}
