using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Geo;
using LinYuan.Tests.Stations;

namespace LinYuan.Tests.CheckIns;

public sealed class CheckInLocationTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    /// <summary>Metres from the station and the reported accuracy; then the place, the accuracy class, the status and the score that follow.</summary>
    public static readonly TheoryData<double, double, CheckInPlace, AccuracyClass, CheckInStatus, int> Locations = new()
    {
        { 0, 0, CheckInPlace.Inside, AccuracyClass.Fine, CheckInStatus.Accepted, 90 },
        { 149, 30, CheckInPlace.Inside, AccuracyClass.Fine, CheckInStatus.Accepted, 90 },
        { 149, 31, CheckInPlace.Inside, AccuracyClass.Fair, CheckInStatus.Accepted, 90 },
        { 149, 100, CheckInPlace.Inside, AccuracyClass.Fair, CheckInStatus.Accepted, 90 },
        { 149, 101, CheckInPlace.Inside, AccuracyClass.Coarse, CheckInStatus.Accepted, 90 },
        { 10, 150, CheckInPlace.Inside, AccuracyClass.Coarse, CheckInStatus.Accepted, 90 },
        // So vague that it proves nothing: neither the bonus nor the blame.
        { 10, 151, CheckInPlace.Unknown, AccuracyClass.Coarse, CheckInStatus.Accepted, 60 },
        { 5_000, 4_900, CheckInPlace.Unknown, AccuracyClass.Coarse, CheckInStatus.Accepted, 60 },
        { 5_000, 1_000_000, CheckInPlace.Unknown, AccuracyClass.Coarse, CheckInStatus.Accepted, 60 },
        // Just beyond, but within what the accuracy leaves open.
        { 155, 10, CheckInPlace.Unknown, AccuracyClass.Fine, CheckInStatus.Accepted, 60 },
        { 155, 2, CheckInPlace.Outside, AccuracyClass.Fine, CheckInStatus.Suspect, 0 },
        { 5_000, 30, CheckInPlace.Outside, AccuracyClass.Fine, CheckInStatus.Suspect, 0 },
        { 5_000, 4_800, CheckInPlace.Outside, AccuracyClass.Coarse, CheckInStatus.Suspect, 0 },
    };

    [Theory]
    [MemberData(nameof(Locations))]
    public void A_location_is_judged_with_the_accuracy_that_it_claims(
        double meters, double accuracy, CheckInPlace place, AccuracyClass accuracyClass, CheckInStatus status, int score)
    {
        var station = new Station(
            1, "ABCD2345", new Placement(1, 2, 3), "驿站", "示例路", new GeoPoint(43.3, 124.3), [], new OpeningHours([]));
        var location = new ReportedLocation(new GeoPoint(StationBuilder.NorthOf(43.3, meters), 124.3), accuracy);

        var proof = Proof.Of(station, location, lane.Clock.Now, new CheckInOptions());

        (proof.Place, proof.Accuracy, proof.Status, proof.Score).ShouldBe((place, accuracyClass, status, score));
    }

    [Fact]
    public void Outside_opening_hours_counts_a_little_and_a_doubtful_score_is_provisional()
    {
        var open = new Station(
            1, "ABCD2345", new Placement(1, 2, 3), "驿站", "示例路", new GeoPoint(43.3, 124.3), [],
            new OpeningHours([new OpeningPeriod([1, 2, 3, 4, 5, 6, 7], "08:00", "20:00")]));
        DateTimeOffset At(int hour) => new(2026, 3, 2, hour, 0, 0, TimeSpan.FromHours(8));

        Proof.Of(open, null, At(12), new CheckInOptions()).Score.ShouldBe(60);
        var night = Proof.Of(open, null, At(23), new CheckInOptions());
        (night.Score, night.Status, night.Place, night.Accuracy).ShouldBe((50, CheckInStatus.Accepted, CheckInPlace.Unknown, AccuracyClass.None));
        Proof.Of(open, null, At(23), new CheckInOptions { AcceptedFrom = 51 }).Status.ShouldBe(CheckInStatus.Provisional);
        Proof.Of(open, null, At(23), new CheckInOptions { AcceptedFrom = 60, ProvisionalFrom = 51 }).Status.ShouldBe(CheckInStatus.Suspect);
    }

    [Fact]
    public async Task Being_there_is_a_stronger_proof_than_the_code_alone()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());

        var answer = (await courier.ChecksInAt(station, station.Latitude, station.Longitude, 12)).ShouldBe(201);

        (answer.Text("status"), answer.Number("proof.score"), answer.Number("points.awarded")).ShouldBe(("accepted", 85, 5));
        answer["proof.signals"].EnumerateArray().Select(signal => $"{signal.GetProperty("name")} {signal.GetProperty("weight")}")
            .ShouldBe(["printedCode 60", "locationInside 30", "newCourier -5"]);
        (await courier.Get("/api/v1/me/check-ins")).Text("items.0.place").ShouldBe("inside");
    }

    [Fact]
    public async Task A_visit_from_elsewhere_is_recorded_without_points_and_says_why()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());

        var answer = (await courier.ChecksInAt(station, StationBuilder.NorthOf(station.Latitude, 5_000), station.Longitude, 20)).ShouldBe(201);

        (answer.Text("status"), answer.Number("points.awarded"), answer.Text("points.refused")).ShouldBe(("suspect", 0, "checkin.outside_station"));
        // Staff may accept it all the same, so the sentence must not say that there are none for good.
        answer.Text("points.message")!.ShouldContain("工作人员看过后再算积分");
        (await (await community.Staff()).Post($"/staff/v1/check-ins/{answer.Id}/accept")).ShouldBe(200).Number("points").ShouldBe(5);
        (await courier.ChecksInAt(station)).ShouldBeRefused(409, "checkin.too_soon");
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 1, 5, 1));
    }

    [Fact]
    public async Task A_vague_location_neither_helps_nor_harms()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());

        var answer = (await courier.ChecksInAt(station, StationBuilder.NorthOf(station.Latitude, 2_000), station.Longitude, 3_000)).ShouldBe(201);

        (answer.Text("status"), answer.Number("proof.score"), answer.Number("points.awarded")).ShouldBe(("accepted", 55, 5));
        answer.Text("proof.signals.1.name").ShouldBe("locationUnclear");
    }

    /// <summary>What phones send when they do not know where they are, or say only a part; LAT and LNG stand for the station's.</summary>
    public static readonly TheoryData<string> Unclear =
    [
        "{}", "{\"latitude\":null,\"longitude\":null,\"accuracyMeters\":null}", "{\"latitude\":LAT,\"longitude\":LNG}",
        "{\"latitude\":LAT,\"longitude\":LNG,\"accuracyMeters\":null}", "{\"latitude\":LAT,\"longitude\":LNG,\"accuracyMeters\":-1}",
        "{\"latitude\":LAT,\"longitude\":LNG,\"accuracyMeters\":1e12}", "{\"latitude\":LAT,\"accuracyMeters\":20}", "{\"accuracyMeters\":20}",
        "{\"latitude\":-180,\"longitude\":-180,\"accuracyMeters\":0}", "{\"latitude\":90.1,\"longitude\":180.5,\"accuracyMeters\":5}",
        "{\"latitude\":0,\"longitude\":0,\"accuracyMeters\":0}", "{\"latitude\":1e300,\"longitude\":LNG,\"accuracyMeters\":5}",
        "{\"latitude\":LAT,\"longitude\":LNG,\"accuracy\":-1,\"speed\":-1,\"errMsg\":\"getLocation:ok\"}",
    ];

    [Theory]
    [MemberData(nameof(Unclear))]
    public async Task No_visit_is_refused_for_what_the_phone_does_not_know(string location)
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        var sent = FormattableString.Invariant($"{station.Latitude} {station.Longitude}").Split(' ');

        var answer = (await courier.Post(
            CheckInBuilder.Path, $"{{\"stationCode\":\"{station.Code}\",\"location\":{location.Replace("LAT", sent[0]).Replace("LNG", sent[1])}}}")).ShouldBe(201);

        (answer.Text("status"), answer.Text("proof.signals.1.name"), answer.Number("points.awarded")).ShouldBe(("accepted", "locationUnclear", 5));
        (await courier.Get("/api/v1/me/check-ins")).Text("items.0.place").ShouldBe("unknown");
    }

    [Fact]
    public async Task What_wx_getLocation_gives_may_be_sent_as_it_is()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        var location = new
        {
            latitude = station.Latitude, longitude = station.Longitude, speed = -1, accuracy = 65.5, altitude = 0, verticalAccuracy = 0,
            horizontalAccuracy = 65.5, errMsg = "getLocation:ok",
        };

        (await courier.ChecksInWith(station, location: location)).ShouldBe(201).Text("proof.signals.1.name").ShouldBe("locationInside");
    }

    [Theory]
    [InlineData(20)]
    [InlineData(9_000_000)]
    public async Task Of_a_location_nothing_is_kept_but_inside_or_outside_and_a_class(int metersAway)
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation(("latitude", 31.5), ("longitude", 104.25)));
        // Digits that occur nowhere else, in each of the three numbers; so many that no trace id has them by chance.
        const string Digits = "1732918465";
        var (latitude, longitude, accuracy) = (metersAway < 100 ? 31.5001732918465 : -47.5001732918465, 104.2501732918465, 27.01732918465);

        (await courier.ChecksInAt(station, latitude, longitude, accuracy)).ShouldBe(201);
        await lane.DeliverOutbox();

        (await Traces.Of(lane, Digits)).ShouldBeEmpty();
        foreach (var call in lane.StandIn.Calls)
            call.Body?.ToString().ShouldNotContain(Digits);
        var kept = (await lane.Sql.List<(string Place, string Accuracy)>("SELECT place, accuracy FROM check_ins WHERE user_id = @Id", courier)).Single();
        kept.ShouldBe((metersAway < 100 ? "inside" : "outside", "fine"));
        (await courier.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldNotContain(Digits);
    }
}
