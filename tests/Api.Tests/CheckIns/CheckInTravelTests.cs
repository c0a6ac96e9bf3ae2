using LinYuan.Tests.Stations;

namespace LinYuan.Tests.CheckIns;

public sealed class CheckInTravelTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_jump_of_twenty_kilometres_in_a_minute_brings_no_second_credit()
    {
        var (courier, here, far) = await CourierBetween(20_000);
        (await courier.ChecksInAt(here)).ShouldBe(201).Number("points.awarded").ShouldBe(5);
        lane.Clock.Advance(TimeSpan.FromMinutes(1));

        var jump = (await courier.ChecksInAt(far, far.Latitude, far.Longitude, 5)).ShouldBe(201);

        (jump.Text("status"), jump.Number("points.awarded"), jump.Text("points.refused")).ShouldBe(("suspect", 0, "checkin.too_fast"));
        jump.Text("points.message")!.ShouldContain("太远");
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(2, 1, 1, 5, 1));
    }

    [Fact]
    public async Task Fifty_taps_at_once_at_two_stations_far_apart_are_one_credit()
    {
        var (courier, here, far) = await CourierBetween(20_000);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(tap => courier.ChecksInAt(tap % 2 == 0 ? here : far)));

        answers.Count(answer => answer.Status == 201 && answer.Number("points.awarded") == 5).ShouldBe(1);
        answers.Count(answer => answer.Status == 201 && answer.Text("points.refused") == "checkin.too_fast").ShouldBe(1);
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(2, 1, 1, 5, 1));
    }

    [Fact]
    public async Task Who_rides_the_way_is_credited_again_and_a_suspect_jump_does_not_count_as_a_way()
    {
        var (courier, here, far) = await CourierBetween(20_000);
        var next = await here.Community.NewStation(("latitude", StationBuilder.NorthOf(here.Latitude, 500)), ("longitude", here.Longitude));
        (await courier.ChecksInAt(here)).ShouldBe(201);
        (await courier.ChecksInAt(far)).ShouldBe(201).Text("status").ShouldBe("suspect");
        lane.Clock.Advance(TimeSpan.FromMinutes(6));
        (await courier.ChecksInAt(next)).ShouldBe(201).Text("status").ShouldBe("accepted");
        lane.Clock.Advance(TimeSpan.FromHours(4));

        (await courier.ChecksInAt(far)).ShouldBe(201).Number("points.awarded").ShouldBe(5);
    }

    [Fact]
    public async Task A_way_that_was_hardly_possible_brings_points_to_be_spent_a_day_later()
    {
        var (courier, here, far) = await CourierBetween(5_000);
        (await courier.ChecksInAt(here)).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromMinutes(1));

        var answer = (await courier.ChecksInAt(far)).ShouldBe(201);

        (answer.Text("status"), answer.Number("points.awarded"), answer.Number("points.balance")).ShouldBe(("provisional", 5, 10));
        answer["points.availableAt"].GetDateTimeOffset().ShouldBe(lane.Clock.Now.AddHours(24));
        answer.Text("points.message")!.ShouldContain("到账");
    }

    [Theory]
    [InlineData(0, 0, "locationInside", "accepted")]
    [InlineData(-120, 0, "locationInside", "accepted")]
    [InlineData(-121, 0, "locationStale", "accepted")]
    [InlineData(-86_400, 0, "locationStale", "accepted")]
    [InlineData(121, 0, "locationStale", "accepted")]
    [InlineData(-60, 9_000, "locationOutside", "suspect")]
    [InlineData(-600, 9_000, "locationStale", "accepted")]
    public async Task A_stale_location_is_worth_nothing_in_either_direction(int secondsOld, int metersAway, string signal, string status)
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        var location = new
        {
            latitude = StationBuilder.NorthOf(station.Latitude, metersAway), longitude = station.Longitude, accuracyMeters = 10,
            at = lane.Clock.Now.AddSeconds(secondsOld),
        };

        var answer = (await courier.ChecksInWith(station, location: location)).ShouldBe(201);

        (answer.Text("proof.signals.1.name"), answer.Text("status")).ShouldBe((signal, status));
        if (signal == "locationStale")
            (answer.Number("proof.score"), await lane.Sql.Value<string>("SELECT place FROM check_ins WHERE user_id = @Id", courier)).ShouldBe((55, "unknown"));
    }

    private async Task<(Person Courier, MadeStation Here, MadeStation Far)> CourierBetween(double meters)
    {
        var community = await lane.NewCommunity();
        var here = await community.NewStation();
        var far = await community.NewStation(("latitude", StationBuilder.NorthOf(here.Latitude, meters)), ("longitude", here.Longitude));
        return (await lane.NewCourier(community), here, far);
    }
}
