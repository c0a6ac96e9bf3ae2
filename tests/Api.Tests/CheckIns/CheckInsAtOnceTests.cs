using LinYuan.Tests.Stations;

namespace LinYuan.Tests.CheckIns;

public sealed class CheckInsAtOnceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Taps = 50;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Fifty_taps_at_once_are_one_check_in()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());

        var answers = await Task.WhenAll(Enumerable.Range(0, Taps).Select(_ => courier.ChecksInAt(station)));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        foreach (var loser in answers.Where(answer => answer.Status != 201))
            loser.ShouldBeRefused(409, "checkin.too_soon");
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 1, 5, 1));
    }

    [Fact]
    public async Task Fifty_repeats_of_one_call_get_one_answer()
    {
        var community = await lane.NewCommunity();
        var (courier, station, key) = (await lane.NewCourier(community), await community.NewStation(), Client.NewKey());

        var answers = await Task.WhenAll(Enumerable.Range(0, Taps).Select(_ => courier.ChecksInAt(station, key)));

        answers.Select(answer => answer.ShouldBe(201).Body).Distinct().Count().ShouldBe(1);
        answers.Select(answer => answer.Header("Location")).Distinct().Count().ShouldBe(1);
        answers.Count(answer => !answer.IsReplay).ShouldBe(1);
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 1, 5, 1));
    }

    [Fact]
    public async Task A_later_check_in_is_taken_once_as_well()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        lane.Clock.AdvanceToChina(8);
        (await courier.ChecksInAt(station)).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromHours(4));

        var answers = await Task.WhenAll(Enumerable.Range(0, Taps).Select(_ => courier.ChecksInAt(station)));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Code == "checkin.too_soon").ShouldBe(Taps - 1);
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(2, 2, 2, 10, 2));
    }

    [Fact]
    public async Task Ten_stations_at_once_are_ten_visits_of_which_three_bring_points()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(10));

        var answers = await Task.WhenAll(stations.Select(station => courier.ChecksInAt(station)));

        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.Count(answer => answer.Number("points.awarded") == 5).ShouldBe(3);
        answers.Count(answer => answer.Text("points.refused") == "checkin.daily_limit").ShouldBe(7);
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(10, 3, 3, 15, 3));
    }

    [Fact]
    public async Task Many_couriers_at_one_station_do_not_hold_each_other_up()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation();
        var couriers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => lane.NewCourier(community)));

        var answers = await Task.WhenAll(couriers.Select(courier => courier.ChecksInAt(station)));

        answers.ShouldAllBe(answer => answer.Status == 201);
        answers.ShouldAllBe(answer => answer.Number("points.balance") == 5);
    }
}
