using LinYuan.Tests.Stations;

namespace LinYuan.Tests.CheckIns;

public sealed class SubmitCheckInTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    /// <summary>Bodies that are refused, and where the fault is; CODE stands for a station's code.</summary>
    public static readonly TheoryData<string, string> WrongBodies = new()
    {
        { "{}", "stationCode" },
        { "{\"stationCode\":null}", "stationCode" },
        { "{\"stationCode\":\"\"}", "stationCode" },
        { "{\"stationCode\":\"   \"}", "stationCode" },
        { "{\"stationCode\":12345678}", "stationCode" },
        { $"{{\"stationCode\":\"{new string('A', 1001)}\"}}", "stationCode" },
        { "{\"stationCode\":\"CODE\",\"displayCode\":7}", "displayCode" },
        { $"{{\"stationCode\":\"CODE\",\"displayCode\":\"{new string('A', 1001)}\"}}", "displayCode" },
        { "{\"stationCode\":\"CODE\",\"deviceId\":\"short\"}", "deviceId" },
        { $"{{\"stationCode\":\"CODE\",\"deviceId\":\"{new string('A', 101)}\"}}", "deviceId" },
        { "{\"stationCode\":\"CODE\",\"location\":{\"latitude\":43.3,\"longitude\":124.3,\"accuracyMeters\":5,\"at\":\"just now\"}}", "location.at" },
        { "{\"stationCode\":\"CODE\",\"location\":\"43.3,124.3\"}", "location" },
        { "{\"stationCode\":\"CODE\",\"location\":{\"latitude\":\"43.3\",\"longitude\":124.3,\"accuracyMeters\":5}}", "location.latitude" },
        { "{\"stationCode\":\"CODE\",\"location\":{\"latitude\":43.3,\"longitude\":124.3,\"accuracyMeters\":\"5\"}}", "location.accuracyMeters" },
        { "{\"stationCode\":\"CODE\",\"location\":{\"latitude\":43.3,\"longitude\":124.3,\"accuracyMeters\":5,\"coordinateSystem\":\"mars\"}}", "location.coordinateSystem" },
        { "{\"stationCode\":\"CODE\",\"stationCode\":\"CODE\"}", "stationCode" },
        { "{\"stationCode\":\"CODE\"", "" },
        { "[]", "" },
        { "", "" },
    };

    [Fact]
    public async Task The_first_check_in_at_a_station_brings_five_points()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());

        var answer = (await courier.ChecksInAt(station)).ShouldBe(201);

        answer.Header("Location").ShouldBe($"/api/v1/me/check-ins/{answer.Id}");
        answer.Text("status").ShouldBe("accepted");
        answer.Text("station.id").ShouldBe(station.Id);
        answer.Text("station.name").ShouldBe(station.Name);
        answer["at"].GetDateTimeOffset().ShouldBe(lane.Clock.Now);
        (answer.Number("points.awarded"), answer.Number("points.balance"), answer.Text("points.refused")).ShouldBe((5, 5, null));
        answer["points.availableAt"].GetDateTimeOffset().ShouldBe(lane.Clock.Now);
        answer.Text("points.message")!.ShouldContain("5 分");
        answer.Number("proof.score").ShouldBe(55);
        answer.Text("proof.signals.0.name").ShouldBe("printedCode");
        (await courier.Get("/api/v1/me/points")).ShouldBe(200).Number("balance").ShouldBe(5);
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 1, 5, 1));
    }

    [Fact]
    public async Task The_same_station_is_refused_until_the_interval_is_over_and_says_when()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        lane.Clock.AdvanceToChina(9);
        (await courier.ChecksInAt(station)).ShouldBe(201);

        lane.Clock.Advance(TimeSpan.FromHours(4) - TimeSpan.FromSeconds(1));
        var refused = (await courier.ChecksInAt(station)).ShouldBeRefused(409, "checkin.too_soon");
        refused.Text("title")!.ShouldContain("您 09:00 已经在这里签到过了，今天 13:00 以后");
        lane.Clock.Advance(TimeSpan.FromSeconds(1));
        var again = (await courier.ChecksInAt(station)).ShouldBe(201);

        (again.Number("points.awarded"), again.Number("points.balance")).ShouldBe((5, 10));
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(2, 2, 2, 10, 2));
    }

    [Fact]
    public async Task The_minute_that_a_refusal_names_is_one_at_which_it_works()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        lane.Clock.AdvanceToChina(21, 15);
        lane.Clock.Advance(TimeSpan.FromSeconds(20));
        (await courier.ChecksInAt(station)).ShouldBe(201);

        (await courier.ChecksInAt(station)).ShouldBeRefused(409, "checkin.too_soon").Text("title")!.ShouldContain("明天 01:16");
        lane.Clock.AdvanceToChina(1, 16);

        (await courier.ChecksInAt(station)).ShouldBe(201);
    }

    [Fact]
    public async Task One_station_does_not_hold_up_another_nor_one_courier_another()
    {
        var community = await lane.NewCommunity();
        var (one, other) = (await lane.NewCourier(community), await lane.NewCourier(community));
        var stations = await community.NewStations(2);

        (await one.ChecksInAt(stations[0])).ShouldBe(201);
        (await one.ChecksInAt(stations[1])).ShouldBe(201);
        (await other.ChecksInAt(stations[0])).ShouldBe(201);
    }

    [Fact]
    public async Task A_code_is_taken_as_people_type_it()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        var typed = $"  {station.Code[..4].ToLowerInvariant()} {station.Code[4..]}-";

        (await courier.Post(CheckInBuilder.Path, new { stationCode = typed })).ShouldBe(201).Text("station.id").ShouldBe(station.Id);
    }

    [Theory]
    [InlineData("ABCD2345")]
    [InlineData("nonsense")]
    [InlineData("https://linyuan.example/s/ABCD2345")]
    [InlineData("' OR '1'='1")]
    [InlineData("驿站")]
    public async Task An_unknown_code_is_refused_and_leaves_nothing(string code)
    {
        var courier = await lane.NewCourier(await lane.NewCommunity());

        (await courier.Post(CheckInBuilder.Path, new { stationCode = code })).ShouldBeRefused(404, "station.unknown");
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task Only_a_courier_with_an_active_registration_checks_in()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation();
        var waiting = await lane.NewPerson();
        (await waiting.Post("/api/v1/registrations", new { communityId = community.IdText, kind = "courier", realName = "测试用名" })).ShouldBe(201);
        var ended = await lane.NewCourier(community);
        var registration = (await ended.Get("/api/v1/me/registrations")).Text("items.0.id");
        (await (await community.Staff()).Post($"/staff/v1/registrations/{registration}/end", new { reason = "不再从事配送" })).ShouldBe(200);

        foreach (var person in new[] { await lane.NewPerson(), await lane.NewMember(community), await community.Staff(), waiting, ended })
        {
            (await person.ChecksInAt(station)).ShouldBeRefused(403, "registration.required");
            (await lane.LeftBy(person)).ShouldBe(new CheckInBuilder.Left(0, 0, 0, 0, 0));
        }
        (await lane.Anyone.Post(CheckInBuilder.Path, new { stationCode = station.Code })).ShouldBeRefused(401, "session.required");
    }

    [Fact]
    public async Task A_courier_of_another_district_is_as_welcome()
    {
        var (home, away) = (await lane.NewCommunity(), await lane.NewCommunity());
        var (courier, station) = (await lane.NewCourier(home), await away.NewStation());

        (await courier.ChecksInAt(station)).ShouldBe(201).Number("points.awarded").ShouldBe(5);

        (await lane.Sql.Value<decimal>("SELECT SUM(amount) FROM point_entries WHERE account_kind = 'community' AND account_id = @Id", away)).ShouldBe(-5);
    }

    [Theory]
    [MemberData(nameof(WrongBodies))]
    public async Task A_wrong_body_is_refused_and_the_field_is_named(string body, string field)
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());

        var answer = (await courier.Post(CheckInBuilder.Path, body.Replace("CODE", station.Code))).ShouldBeRefused(400, "request.invalid");

        if (field.Length > 0)
            answer["errors"].EnumerateObject().ShouldContain(error => error.Name.StartsWith(field), answer.Body);
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(0, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_check_in_needs_a_key_and_a_key_belongs_to_one_station()
    {
        var community = await lane.NewCommunity();
        var (courier, stations, key) = (await lane.NewCourier(community), await community.NewStations(2), Client.NewKey());

        (await courier.ChecksInAt(stations[0], Client.NoKey)).ShouldBeRefused(400, "idempotency.key_required");
        (await courier.ChecksInAt(stations[0], key)).ShouldBe(201);
        (await courier.ChecksInAt(stations[1], key)).ShouldBeRefused(422, "idempotency.key_reused");
        (await lane.LeftBy(courier)).CheckIns.ShouldBe(1);
    }
}
