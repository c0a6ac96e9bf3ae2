using System.Text.RegularExpressions;

namespace LinYuan.Tests.Stations;

public sealed class StationSetUpTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/staff/v1/stations";
    private readonly Lane lane = fixture.Lane;

    /// <summary>A field, and JSON that it must not hold.</summary>
    public static readonly TheoryData<string, string> WrongFields = new()
    {
        { "name", "\"\"" },
        { "name", "\"   \"" },
        { "name", "7" },
        { "name", $"\"{new string('站', 61)}\"" },
        { "name", "\"驿\\u0007站\"" },
        { "name", "\"驿\\ud83c站\"" },
        { "address", "\"\"" },
        { "address", $"\"{new string('路', 121)}\"" },
        { "latitude", "85.1" },
        { "latitude", "-86" },
        { "latitude", "\"43.3\"" },
        { "longitude", "180.5" },
        { "longitude", "true" },
        { "facilities", "\"rest\"" },
        { "facilities", "[\"sauna\"]" },
        { "facilities", "[1]" },
        { "facilities", "[null]" },
        { "openingHours", "[null]" },
        { "openingHours", "[{\"days\":[],\"from\":\"08:00\",\"to\":\"20:00\"}]" },
        { "openingHours", "[{\"days\":[0],\"from\":\"08:00\",\"to\":\"20:00\"}]" },
        { "openingHours", "[{\"days\":[8],\"from\":\"08:00\",\"to\":\"20:00\"}]" },
        { "openingHours", "[{\"days\":[1,1],\"from\":\"08:00\",\"to\":\"20:00\"}]" },
        { "openingHours", "[{\"from\":\"08:00\",\"to\":\"20:00\"}]" },
        { "openingHours", "[{\"days\":[1],\"from\":\"8:00\",\"to\":\"20:00\"}]" },
        { "openingHours", "[{\"days\":[1],\"from\":\"08:00\",\"to\":\"24:01\"}]" },
        { "openingHours", "[{\"days\":[1],\"from\":\"24:00\",\"to\":\"08:00\"}]" },
        { "openingHours", "[{\"days\":[1],\"from\":\"08:00\",\"to\":\"08:00\"}]" },
        { "openingHours", "[{\"days\":[1],\"from\":\"08:00\"}]" },
        { "openingHours", $"[{string.Join(',', Enumerable.Repeat("{\"days\":[1],\"from\":\"08:00\",\"to\":\"09:00\"}", 22))}]" },
        { "openingHours", "\"08:00-20:00\"" },
    };

    public static readonly TheoryData<string> NeededFields = ["communityId", "name", "address", "latitude", "longitude"];

    [Fact]
    public async Task Staff_enter_a_station_and_everyone_can_look_it_up()
    {
        var community = await lane.NewCommunity();
        var hours = new[] { new { days = new[] { 1, 2, 3 }, from = "08:00", to = "20:00" } };
        var body = StationBuilder.Body(
            community, ("name", "柳荫暖新驿站"), ("address", "柳荫路 9 号"), ("latitude", 43.3051234), ("longitude", 124.335), ("openingHours", hours),
            ("facilities", new[] { "firstAid", "rest", "rest", "vehicleCharging" }));

        var made = (await (await community.Staff()).Post(Path, body)).ShouldBe(201);

        made.Header("Location").ShouldBe($"/open/v1/stations/{made.Id}");
        made.Text("code").ShouldNotBeNull();
        var seen = (await lane.Anyone.Get(made.Header("Location")!)).ShouldBe(200);
        seen.Text("name").ShouldBe("柳荫暖新驿站");
        seen.Text("address").ShouldBe("柳荫路 9 号");
        seen.Text("communityId").ShouldBe(community.IdText);
        seen.Text("communityName").ShouldBe(community.Name);
        seen["latitude"].GetDouble().ShouldBe(43.305123);
        seen["longitude"].GetDouble().ShouldBe(124.335);
        seen["facilities"].EnumerateArray().Select(word => word.GetString()).ShouldBe(["rest", "firstAid", "vehicleCharging"]);
        seen.Text("openingHours.0.from").ShouldBe("08:00");
        seen.Text("openingHours.0.to").ShouldBe("20:00");
        seen["openingHours.0.days"].EnumerateArray().Select(day => day.GetInt32()).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Hours_and_facilities_may_be_unknown()
    {
        var community = await lane.NewCommunity();

        var station = await community.NewStation(("openingHours", null), ("facilities", null));

        var seen = (await lane.Anyone.Get($"/open/v1/stations/{station.Id}")).ShouldBe(200);
        seen.Text("openNow").ShouldBeNull();
        seen["openingHours"].GetArrayLength().ShouldBe(0);
        seen["facilities"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Codes_are_unambiguous_and_no_two_stations_share_one()
    {
        var community = await lane.NewCommunity();

        var stations = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => community.NewStation()));

        stations.Select(station => station.Code).Distinct().Count().ShouldBe(20);
        foreach (var station in stations)
            Regex.IsMatch(station.Code, "^[2-9A-HJKMNP-Z]{8}$", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeTrue(station.Code);
    }

    [Fact]
    public async Task The_same_key_again_enters_one_station()
    {
        var community = await lane.NewCommunity();
        var (staff, body, key) = (await community.Staff(), StationBuilder.Body(community), Client.NewKey());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => staff.Post(Path, body, key)));

        answers.Select(answer => answer.ShouldBe(201).Body).Distinct().Count().ShouldBe(1);
        (await lane.Sql.Count("stations WHERE community_id = @Id", community)).ShouldBe(1);
    }

    [Fact]
    public async Task Staff_of_the_street_and_of_the_district_enter_stations_too_and_nobody_else_does()
    {
        var community = await lane.NewCommunity();
        var neighbour = await lane.NewCommunityIn(community.DistrictId, community.StreetId);
        var body = StationBuilder.Body(community);

        (await (await lane.NewStaff(community.StreetId)).Post(Path, body)).ShouldBe(201);
        (await (await lane.NewStaff(community.DistrictId)).Post(Path, body)).ShouldBe(201);
        (await (await neighbour.Staff()).Post(Path, body)).ShouldBeRefused(404, "resource.not_found");
        (await (await lane.NewCourier(community)).Post(Path, body)).ShouldBeRefused(403, "access.denied");
        (await lane.Anyone.Post(Path, body)).ShouldBeRefused(401, "session.required");
        (await lane.Sql.Count("stations WHERE community_id = @Id", community)).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(WrongFields))]
    public async Task A_wrong_field_is_named_and_nothing_is_entered_or_changed(string field, string json)
    {
        var community = await lane.NewCommunity();
        var (staff, station) = (await community.Staff(), await community.NewStation());
        var fields = StationBuilder.Body(community, (field, null)).Select(pair => $"\"{pair.Key}\":{System.Text.Json.JsonSerializer.Serialize(pair.Value)}");

        var created = await staff.Post(Path, $"{{{string.Join(',', fields)},\"{field}\":{json}}}");
        var changed = await staff.Send(HttpMethod.Patch, $"{Path}/{station.Id}", $"{{\"{field}\":{json}}}", Client.NoKey);

        foreach (var answer in new[] { created, changed })
            answer.ShouldBeRefused(400, "request.invalid")["errors"].EnumerateObject().ShouldContain(error => error.Name.StartsWith(field));
        (await lane.Sql.Count("stations WHERE community_id = @Id AND updated_at = created_at", community)).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(NeededFields))]
    public async Task A_missing_field_is_named(string field)
    {
        var community = await lane.NewCommunity();

        var answer = await (await community.Staff()).Post(Path, StationBuilder.Body(community, (field, null)));

        answer.ShouldBeRefused(400, "request.invalid")["errors." + field].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_station_lies_in_a_community_and_in_nothing_else()
    {
        var community = await lane.NewCommunity();
        var district = await lane.NewStaff(community.DistrictId);

        foreach (var id in new[] { community.StreetId, community.DistrictId, 999_999_999 })
        {
            var answer = await district.Post(Path, StationBuilder.Body(community, ("communityId", id.ToString())));
            answer.ShouldBeRefused(400, "request.invalid")["errors.communityId"].GetArrayLength().ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_change_touches_what_is_given_and_leaves_the_rest()
    {
        var community = await lane.NewCommunity();
        var (staff, station) = (await community.Staff(), await community.NewStation());

        var renamed = (await staff.Patch($"{Path}/{station.Id}", new { name = "新名驿站" })).ShouldBe(200);
        renamed.Text("name").ShouldBe("新名驿站");
        renamed.Text("code").ShouldBe(station.Code);
        renamed.Text("address").ShouldBe("示例路 8 号");
        renamed["latitude"].GetDouble().ShouldBe(station.Latitude);
        renamed["facilities"].GetArrayLength().ShouldBe(2);

        var emptied = (await staff.Patch($"{Path}/{station.Id}", new { facilities = Array.Empty<string>(), openingHours = Array.Empty<object>() })).ShouldBe(200);
        emptied["facilities"].GetArrayLength().ShouldBe(0);
        emptied.Text("openNow").ShouldBeNull();
        emptied.Text("name").ShouldBe("新名驿站");

        var moved = (await staff.Patch($"{Path}/{station.Id}", new { latitude = 1.5, longitude = 2.5, address = "新址", confirmPlace = true })).ShouldBe(200);
        (moved["latitude"].GetDouble(), moved["longitude"].GetDouble(), moved.Text("address")).ShouldBe((1.5, 2.5, "新址"));
        (await lane.Anyone.Get($"/open/v1/stations/{station.Id}")).ShouldBe(200).Text("address").ShouldBe("新址");
    }

    [Fact]
    public async Task Only_staff_of_its_area_change_a_station()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation();
        var neighbour = await lane.NewCommunityIn(community.DistrictId, community.StreetId);
        var change = new { name = "别人改的" };

        (await (await neighbour.Staff()).Patch($"{Path}/{station.Id}", change)).ShouldBeRefused(404, "resource.not_found");
        (await (await lane.NewPerson()).Patch($"{Path}/{station.Id}", change)).ShouldBeRefused(403, "access.denied");
        (await lane.Anyone.Patch($"{Path}/{station.Id}", change)).ShouldBeRefused(401, "session.required");
        (await (await community.Staff()).Patch($"{Path}/999999999", change)).ShouldBeRefused(404, "resource.not_found");
        (await (await community.Staff()).Patch($"{Path}/nonsense", change)).ShouldBeRefused(404, "resource.not_found");
        (await (await lane.NewStaff(community.DistrictId)).Patch($"{Path}/{station.Id}", change)).ShouldBe(200).Text("name").ShouldBe("别人改的");
    }

    [Fact]
    public async Task The_staff_list_holds_the_subtree_with_codes_and_nothing_else()
    {
        var here = await lane.NewCommunity();
        var sameStreet = await lane.NewCommunityIn(here.DistrictId, here.StreetId);
        var otherStreet = await lane.NewCommunityIn(here.DistrictId);
        var elsewhere = await lane.NewCommunity();
        List<MadeStation> stations = [];
        foreach (var community in new[] { here, sameStreet, otherStreet, elsewhere })
            stations.Add(await community.NewStation());
        var ids = stations.Select(station => station.Id).ToArray();
        var district = await lane.NewStaff(here.DistrictId);

        var own = (await (await here.Staff()).Get(Path)).ShouldBe(200);
        own.Ids().ShouldBe(ids[..1]);
        own.Text("items.0.code").ShouldBe(stations[0].Code);
        (await (await lane.NewStaff(here.StreetId)).Get(Path)).Ids().ShouldBe(ids[..2]);
        (await district.Get(Path)).Ids().ShouldBe(ids[..3]);
        (await district.Get($"{Path}?areaId={otherStreet.StreetId}")).Ids().ShouldBe(ids[2..3]);
        (await district.Get($"{Path}?areaId={elsewhere.Id}")).ShouldBeRefused(404, "resource.not_found");
        (await (await here.Staff()).Get($"{Path}?areaId={here.StreetId}")).ShouldBeRefused(404, "resource.not_found");
        (await (await lane.NewPerson()).Get(Path)).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task The_staff_list_pages_without_gap_or_repeat_while_stations_are_added()
    {
        var community = await lane.NewCommunity();
        List<string> ids = [];
        for (var count = 0; count < 3; count++)
            ids.Add((await community.NewStation()).Id);

        var seen = await (await community.Staff()).AllPages($"{Path}?limit=2", async () =>
        {
            if (ids.Count < 6)
                ids.Add((await community.NewStation()).Id);
        });

        seen.ShouldBe(ids);
        (await (await community.Staff()).Get($"{Path}?limit=101")).ShouldBeRefused(400, "request.invalid")["errors.limit"].GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("e\u0301", 60)]
    [InlineData("🏠", 60)]
    [InlineData("👩‍🚒", 40)]
    public async Task A_name_is_measured_in_characters_as_people_count_them(string character, int times)
    {
        var community = await lane.NewCommunity();
        var name = string.Concat(Enumerable.Repeat(character, times));

        var station = await community.NewStation(("name", name), ("address", name));

        station.Name.ShouldBe(name);
    }
}
