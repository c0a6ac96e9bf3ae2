using LinYuan.Tests.CheckIns;
using WeChat.StandIn;

namespace LinYuan.Tests.Stations.Live;

public sealed class StationReportLimitTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int PerDay = 10;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task One_person_makes_ten_reports_on_a_day_in_China_and_no_more()
    {
        var (person, stations) = (await lane.NewPerson(), await (await lane.NewCommunity()).NewStations(PerDay + 1));
        lane.Clock.AdvanceToChina(9);
        foreach (var station in stations.Take(PerDay))
            (await Report(person, station)).ShouldBe(201);

        (await Report(person, stations[^1])).ShouldBeRefused(409, "station.report_limit").Text("title")!.ShouldContain("明天再来");
        (await Report(person, stations[0])).ShouldBeRefused(409, "station.already_reported");
        (await Report(await lane.NewPerson(), stations[^1])).ShouldBe(201);
        lane.Clock.AdvanceToChina(23, 59);
        (await Report(person, stations[^1])).ShouldBeRefused(409, "station.report_limit");

        lane.Clock.AdvanceToChina(0);
        (await Report(person, stations[^1])).ShouldBe(201);
    }

    [Fact]
    public async Task Reports_at_once_at_different_stations_count_each_other()
    {
        var (person, stations) = (await lane.NewPerson(), await (await lane.NewCommunity()).NewStations(PerDay + 4));
        lane.Clock.AdvanceToChina(9);
        foreach (var station in stations.Take(PerDay - 1))
            (await Report(person, station)).ShouldBe(201);

        var answers = await Task.WhenAll(stations.Skip(PerDay - 1).Select(station => Report(person, station)));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        answers.Count(answer => answer.Code == "station.report_limit").ShouldBe(4);
        (await lane.Sql.Count("station_reports WHERE user_id = @Id", person)).ShouldBe(PerDay);
    }

    [Fact]
    public async Task Words_that_nobody_could_check_do_not_stop_the_report_and_staff_alone_read_them_until_they_are_checked()
    {
        var community = await lane.NewCommunity();
        var (person, station, staff, keeper) = (await lane.NewPerson(), await community.NewStation(), await community.Staff(), await lane.NewPerson());
        (await staff.Post($"/staff/v1/stations/{station.Id}/keeper", new { userId = keeper.Id.ToString() })).ShouldBe(200);
        // Past what another test did to the breaker.
        lane.Clock.Advance(TimeSpan.FromSeconds(30));
        lane.StandIn.AddFault(new Fault(WeChatPaths.CheckText) { Errcode = -1, Count = 3 });
        try
        {
            (await Report(person, station, "灯也没亮")).ShouldBe(201);
            (await Report(await lane.NewPerson(), station)).ShouldBe(201);
            (await Written(staff, "/staff/v1/station-work-orders")).ShouldContain("灯也没亮");
            (await Written(keeper, "/api/v1/me/station-work-orders")).ShouldNotContain("灯也没亮");
            lane.StandIn.ClearFaults();
            lane.Clock.Advance(TimeSpan.FromSeconds(30));
            await lane.DeliverOutbox();
            (await Written(keeper, "/api/v1/me/station-work-orders")).ShouldContain("灯也没亮");
        }
        finally
        {
            lane.StandIn.ClearFaults();
            lane.Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    private static async Task<string> Written(Person who, string path) => (await who.Get(path)).ShouldBe(200).Body;

    private static Task<Answer> Report(Person who, MadeStation station, string? note = null) =>
        who.Post($"/api/v1/stations/{station.Id}/reports", new { kind = "doorLocked", note });
}
