using LinYuan.Tests.Stations;

namespace LinYuan.Tests.CheckIns;

public sealed class CheckInDaysTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_fourth_visit_of_a_day_is_welcome_without_points_and_says_why()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(4));
        lane.Clock.AdvanceToChina(10);
        foreach (var station in stations.Take(3))
            (await courier.ChecksInAt(station)).ShouldBe(201).Number("points.awarded").ShouldBe(5);

        var fourth = (await courier.ChecksInAt(stations[3])).ShouldBe(201);

        fourth.Text("status").ShouldBe("accepted");
        (fourth.Number("points.awarded"), fourth.Number("points.balance")).ShouldBe((0, 15));
        fourth.Text("points.availableAt").ShouldBeNull();
        fourth.Text("points.refused").ShouldBe("checkin.daily_limit");
        fourth.Text("points.message")!.ShouldContain("领满");
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(4, 3, 3, 15, 3));
        (await courier.Get("/api/v1/me/check-ins")).Text("items.0.pointsRefused").ShouldBe("checkin.daily_limit");
    }

    [Fact]
    public async Task A_fourth_visit_in_some_doubt_is_provisional_without_points_and_once_challenged_says_that_staff_look_at_it()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(4));
        lane.Clock.AdvanceToChina(10);
        foreach (var station in stations.Take(2))
            (await courier.ChecksInAt(station)).ShouldBe(201).Number("points.awarded").ShouldBe(5);
        var third = await lane.ChecksInProvisionally(courier, stations[2]);
        var fourth = await lane.ChecksInProvisionally(courier, stations[3]);
        (third.Number("points.awarded"), fourth.Number("points.awarded"), fourth.Text("points.refused")).ShouldBe((5, 0, "checkin.daily_limit"));
        (await MessageOf(courier, fourth.Id)).ShouldBe("今天的签到积分已经领满，欢迎随时进来歇脚");

        foreach (var id in new[] { third.Id, fourth.Id })
            (await (await community.Staff()).Post($"/staff/v1/check-ins/{id}/challenge", new { reason = "站内没有见到人" })).ShouldBe(200);

        (await MessageOf(courier, third.Id)).ShouldBe("已记下您来过，工作人员看过后再算积分");
        (await MessageOf(courier, fourth.Id)).ShouldBe("已记下您来过，工作人员正在看这次签到。那天的积分已经领满，这次不加积分");
        (await courier.Get("/api/v1/me/check-ins")).ShouldBe(200).Text("items.0.message").ShouldBe(await MessageOf(courier, fourth.Id));
        (await (await community.Staff()).Post($"/staff/v1/check-ins/{fourth.Id}/accept")).ShouldBe(200).Number("points").ShouldBe(0);
    }

    private static async Task<string?> MessageOf(Person courier, string id) =>
        (await courier.Get($"/api/v1/me/check-ins/{id}")).ShouldBe(200).Text("message");

    [Fact]
    public async Task Midnight_in_China_begins_a_new_day_and_midnight_in_UTC_does_not()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(6));
        // 07:59 in China, a minute before the day of UTC ends.
        lane.Clock.AdvanceToChina(7, 59);
        lane.Clock.Now.TimeOfDay.ShouldBe(new TimeSpan(23, 59, 0));
        foreach (var station in stations.Take(3))
            (await courier.ChecksInAt(station)).ShouldBe(201).Number("points.awarded").ShouldBe(5);

        lane.Clock.AdvanceToChina(8);
        (await courier.ChecksInAt(stations[3])).ShouldBe(201).Text("points.refused").ShouldBe("checkin.daily_limit");
        lane.Clock.AdvanceToChina(23, 59);
        (await courier.ChecksInAt(stations[4])).ShouldBe(201).Text("points.refused").ShouldBe("checkin.daily_limit");
        lane.Clock.AdvanceToChina(0);
        lane.Clock.Now.TimeOfDay.ShouldBe(new TimeSpan(16, 0, 0));
        (await courier.ChecksInAt(stations[5])).ShouldBe(201).Number("points.awarded").ShouldBe(5);

        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(6, 4, 4, 20, 4));
        var days = await lane.Sql.List<int>("SELECT credited FROM check_in_days WHERE user_id = @Id ORDER BY local_day", courier);
        days.ShouldBe([3, 1]);
    }

    [Fact]
    public async Task A_visit_without_proof_uses_up_nothing_of_the_day()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(5));
        lane.Clock.AdvanceToChina(10);
        foreach (var station in stations.Take(2))
            (await courier.ChecksInAt(station, StationBuilder.NorthOf(station.Latitude, 5_000), station.Longitude, 10)).ShouldBe(201).Text("status").ShouldBe("suspect");

        foreach (var station in stations.Skip(2))
            (await courier.ChecksInAt(station)).ShouldBe(201).Number("points.awarded").ShouldBe(5);
    }

    [Fact]
    public async Task My_check_ins_are_mine_newest_first_in_pages_without_gap_or_repeat()
    {
        var community = await lane.NewCommunity();
        var (courier, other, stations) = (await lane.NewCourier(community), await lane.NewCourier(community), await community.NewStations(7));
        List<string> ids = [];
        foreach (var station in stations.Take(5))
            ids.Add((await courier.ChecksInAt(station)).ShouldBe(201).Id);
        (await other.ChecksInAt(stations[0])).ShouldBe(201);
        ids.Reverse();
        var added = 5;

        var seen = await courier.AllPages("/api/v1/me/check-ins?limit=2", async () =>
        {
            if (added < stations.Count)
                (await courier.ChecksInAt(stations[added++])).ShouldBe(201);
        });

        seen.ShouldBe(ids);
        var first = (await courier.Get("/api/v1/me/check-ins?limit=1")).ShouldBe(200);
        first.Text("items.0.station.name").ShouldBe(stations[6].Name);
        (await other.Get("/api/v1/me/check-ins")).Items.Count.ShouldBe(1);
        (await (await lane.NewPerson()).Get("/api/v1/me/check-ins")).ShouldBe(200).Items.ShouldBeEmpty();
        (await lane.Anyone.Get("/api/v1/me/check-ins")).ShouldBeRefused(401, "session.required");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("after=nonsense", "after")]
    [InlineData("after=MSwx", "after")]
    public async Task A_wrong_page_is_refused(string query, string field)
    {
        var courier = await lane.NewPerson();

        foreach (var list in new[] { "check-ins", "points" })
            (await courier.Get($"/api/v1/me/{list}?{query}")).ShouldBeRefused(400, "request.invalid")["errors." + field].GetArrayLength().ShouldBe(1);
    }
}
