using LinYuan.Api.Features.CheckIns.Review;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Tests.Stations;
using Microsoft.Extensions.DependencyInjection;

namespace LinYuan.Tests.CheckIns;

public sealed class CheckInReviewTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Staff = "/staff/v1/check-ins";
    private static readonly object Reason = new { reason = "站内没有见到人" };
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Points_of_a_provisional_check_in_may_be_spent_after_a_day_whoever_runs_the_job()
    {
        var (courier, _, id) = await Provisional();
        lane.Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        await Mature();
        (await lane.LeftBy(courier)).Available.ShouldBe(0);
        lane.Clock.Advance(TimeSpan.FromSeconds(1));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Mature()));
        await Mature();

        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 1, 5, 1));
        var mine = (await courier.Get($"/api/v1/me/check-ins/{id}")).ShouldBe(200);
        (mine.Text("status"), mine.Number("points"), mine.Text("availableAt")).ShouldBe(("accepted", 5, null));
        (await lane.Sql.Count("check_in_events WHERE check_in_id = @id AND action = 'mature'", new { id })).ShouldBe(1);
    }

    [Fact]
    public async Task A_seal_lets_points_be_spent_at_once_and_only_once()
    {
        var (courier, staff, id) = await Provisional();

        var sealedOnce = (await staff.Post($"{Staff}/{id}/seal")).ShouldBe(200);
        (await staff.Post($"{Staff}/{id}/seal")).ShouldBeRefused(409, "checkin.not_open");
        lane.Clock.Advance(TimeSpan.FromHours(25));
        await Mature();

        (sealedOnce.Text("status"), sealedOnce.Number("points")).ShouldBe(("accepted", 5));
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 1, 5, 1));
    }

    [Fact]
    public async Task Points_of_a_challenged_check_in_wait_until_staff_accept_it()
    {
        var (courier, staff, id) = await Provisional();

        (await staff.Post($"{Staff}/{id}/challenge", Reason)).ShouldBe(200).Text("status").ShouldBe("suspect");
        lane.Clock.Advance(TimeSpan.FromHours(25));
        await Mature();
        (await lane.LeftBy(courier)).Available.ShouldBe(0);
        var mine = (await courier.Get($"/api/v1/me/check-ins/{id}")).ShouldBe(200);
        (mine.Text("reason"), mine.Text("pointsRefused"), mine.Number("points")).ShouldBe(("站内没有见到人", null, 5));
        (mine.Text("status"), mine.Text("availableAt")).ShouldBe(("suspect", null));
        mine.Text("message")!.ShouldContain("工作人员看过后");
        var accepted = (await staff.Post($"{Staff}/{id}/accept")).ShouldBe(200);

        (accepted.Text("status"), accepted.Number("points"), accepted.Text("pointsRefused")).ShouldBe(("accepted", 5, null));
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 1, 5, 1));
        (await lane.Sql.Value<int>("SELECT credited FROM check_in_days WHERE user_id = @Id", courier)).ShouldBe(1);
    }

    [Fact]
    public async Task After_its_time_a_check_in_can_be_neither_challenged_nor_sealed()
    {
        var (_, staff, id) = await Provisional();
        lane.Clock.Advance(TimeSpan.FromHours(24));

        (await staff.Post($"{Staff}/{id}/challenge", Reason)).ShouldBeRefused(409, "checkin.not_open");
        (await staff.Post($"{Staff}/{id}/seal")).ShouldBeRefused(409, "checkin.not_open");
    }

    [Fact]
    public async Task A_suspect_check_in_is_listed_with_its_signals_and_rejected_with_a_reason()
    {
        var community = await lane.NewCommunity();
        var (courier, station, staff) = (await lane.NewCourier(community), await community.NewStation(), await community.Staff());
        var id = (await courier.ChecksInWith(station, "AAAABBBBCCCC")).ShouldBe(201).Id;

        var listed = (await staff.Get($"{Staff}?status=suspect")).ShouldBe(200);
        (listed.Text("items.0.id"), listed.Text("items.0.station.name"), listed.Number("items.0.score")).ShouldBe((id, station.Name, 0));
        listed["items.0.signals"].EnumerateArray().Select(signal => signal.GetProperty("name").GetString()).ShouldBe(["printedCode", "displayCodeWrong", "newCourier"]);
        listed["items.0.actions"].EnumerateArray().Select(action => action.GetString()).ShouldBe(["accept", "reject"]);
        var rejected = (await staff.Post($"{Staff}/{id}/reject", Reason)).ShouldBe(200);

        rejected.Text("status").ShouldBe("rejected");
        (await staff.Post($"{Staff}/{id}/accept")).ShouldBeRefused(409, "checkin.not_open");
        (await staff.Get(Staff)).ShouldBe(200).Items.ShouldBeEmpty();
        (await staff.Get($"{Staff}?status=rejected")).Ids().ShouldBe([id]);
        var mine = (await courier.Get($"/api/v1/me/check-ins/{id}")).ShouldBe(200);
        (mine.Text("status"), mine.Text("pointsRefused"), mine.Text("reason")).ShouldBe(("rejected", "checkin.rejected", "站内没有见到人"));
        mine.Text("message")!.ShouldContain("歇脚随时欢迎");
        (await lane.LeftBy(courier)).Available.ShouldBe(0);
        (await Traces.Of(lane, "站内没有见到人")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fifty_decisions_at_once_are_one()
    {
        var community = await lane.NewCommunity();
        var (courier, station, staff) = (await lane.NewCourier(community), await community.NewStation(), await community.Staff());
        var id = (await courier.ChecksInWith(station, "AAAABBBBCCCC")).ShouldBe(201).Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(tap =>
            staff.Post($"{Staff}/{id}/{(tap % 2 == 0 ? "accept" : "reject")}", tap % 2 == 0 ? null : Reason)));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Count(answer => answer.Code == "checkin.not_open").ShouldBe(49);
        var paid = (await lane.LeftBy(courier)).Available;
        paid.ShouldBe(answers.Single(answer => answer.Status == 200).Number("points"));
    }

    [Fact]
    public async Task Accepted_on_a_day_that_is_full_it_brings_nothing_and_says_why()
    {
        var community = await lane.NewCommunity();
        var (courier, stations, staff) = (await lane.NewCourier(community), await community.NewStations(4), await community.Staff());
        lane.Clock.AdvanceToChina(10);
        var id = (await courier.ChecksInWith(stations[0], "AAAABBBBCCCC")).ShouldBe(201).Id;
        foreach (var station in stations.Skip(1))
            (await courier.ChecksInAt(station)).ShouldBe(201).Number("points.awarded").ShouldBe(5);

        var accepted = (await staff.Post($"{Staff}/{id}/accept")).ShouldBe(200);

        (accepted.Text("status"), accepted.Number("points"), accepted.Text("pointsRefused")).ShouldBe(("accepted", 0, "checkin.daily_limit"));
        (await lane.LeftBy(courier)).Available.ShouldBe(15);
    }

    [Fact]
    public async Task Promised_points_take_a_place_of_the_day()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(4));
        lane.Clock.AdvanceToChina(10);
        await lane.ChecksInProvisionally(courier, stations[0]);
        foreach (var station in stations.Skip(1).Take(2))
            (await courier.ChecksInAt(station)).ShouldBe(201).Number("points.awarded").ShouldBe(5);

        (await courier.ChecksInAt(stations[3])).ShouldBe(201).Text("points.refused").ShouldBe("checkin.daily_limit");
    }

    [Fact]
    public async Task The_street_takes_points_back_by_a_counter_pair()
    {
        var community = await lane.NewCommunity();
        var (courier, station, street) = (await lane.NewCourier(community), await community.NewStation(), await lane.NewStaff(community.StreetId));
        var id = (await courier.ChecksInAt(station)).ShouldBe(201).Id;
        (await (await community.Staff()).Post($"{Staff}/{id}/reverse", Reason)).ShouldBeRefused(403, "access.denied");

        var reversed = (await street.Post($"{Staff}/{id}/reverse", Reason)).ShouldBe(200);
        (await street.Post($"{Staff}/{id}/reverse", Reason)).ShouldBeRefused(409, "checkin.not_open");

        (reversed.Text("status"), reversed.Number("points"), reversed.Text("pointsRefused")).ShouldBe(("reversed", 0, "checkin.reversed"));
        (await lane.LeftBy(courier)).Available.ShouldBe(0);
        (await lane.Sql.Count("point_entries WHERE source_kind = 'checkIn' AND source_id = @id", new { id })).ShouldBe(4);
        (await lane.Sql.Value<decimal>("SELECT SUM(amount) FROM point_entries WHERE source_kind = 'checkIn' AND source_id = @id", new { id })).ShouldBe(0);
        (await courier.Get($"/api/v1/me/check-ins/{id}")).Text("reason").ShouldBe("站内没有见到人");
    }

    [Fact]
    public async Task Nobody_decides_on_their_own_visit_and_nobody_from_elsewhere_sees_it()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation();
        var both = await (await lane.NewCourier(community)).BecomesStaffOf(community.StreetId);
        var elsewhere = await (await lane.NewCommunity()).Staff();
        var id = (await both.ChecksInWith(station, "AAAABBBBCCCC")).ShouldBe(201).Id;

        foreach (var action in new[] { "seal", "challenge", "accept", "reject", "reverse" })
        {
            (await both.Post($"{Staff}/{id}/{action}", BodyOf(action))).ShouldBeRefused(403, "checkin.own_case");
            (await elsewhere.Post($"{Staff}/{id}/{action}", BodyOf(action))).ShouldBeRefused(404, "resource.not_found");
        }
        (await both.Get($"{Staff}/{id}")).ShouldBe(200)["actions"].GetArrayLength().ShouldBe(0);
        (await elsewhere.Get($"{Staff}/{id}")).ShouldBeRefused(404, "resource.not_found");
        (await elsewhere.Get(Staff)).ShouldBe(200).Items.ShouldBeEmpty();
        (await elsewhere.Get($"{Staff}?areaId={community.IdText}")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task The_keeper_shows_the_code_and_seals_visits_but_decides_nothing_else()
    {
        var community = await lane.NewCommunity();
        var (courier, station, keeper, stranger) = (await lane.NewCourier(community), await community.NewStation(), await lane.NewPerson(), await lane.NewPerson());
        await MakeKeeper(community, station, keeper);
        var code = (await keeper.Get($"/api/v1/me/stations/{station.Id}/display-code")).ShouldBe(200);
        code.Text("code").ShouldBe(await station.DisplayCodeNow());
        var id = (await lane.ChecksInProvisionally(courier, station)).Id;

        (await keeper.Get("/api/v1/me/station-check-ins")).ShouldBe(200).Ids().ShouldBe([id]);
        (await stranger.Get("/api/v1/me/station-check-ins")).ShouldBe(200).Items.ShouldBeEmpty();
        (await stranger.Get($"/api/v1/me/stations/{station.Id}/display-code")).ShouldBeRefused(404, "resource.not_found");
        (await stranger.Post($"/api/v1/me/station-check-ins/{id}/seal")).ShouldBeRefused(404, "resource.not_found");
        (await keeper.Post($"/api/v1/me/station-check-ins/{id}/seal")).ShouldBe(200).Text("status").ShouldBe("accepted");

        (await keeper.Get("/api/v1/me/station-check-ins")).ShouldBe(200).Items.ShouldBeEmpty();
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 1, 5, 1));
    }

    [Fact]
    public async Task A_keeper_on_the_staff_leaves_decisions_to_others_and_seals_no_visit_of_their_own()
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        var keeper = await (await lane.NewCourier(community)).BecomesStaffOf(community.DistrictId);
        await MakeKeeper(community, station, keeper);
        var id = (await courier.ChecksInWith(station, "AAAABBBBCCCC")).ShouldBe(201).Id;
        var own = (await lane.ChecksInProvisionally(keeper, station)).Id;

        foreach (var action in new[] { "challenge", "accept", "reject", "reverse" })
            (await keeper.Post($"{Staff}/{id}/{action}", BodyOf(action))).ShouldBeRefused(403, "checkin.keeper_gains");
        (await keeper.Post($"/api/v1/me/station-check-ins/{own}/seal")).ShouldBeRefused(403, "checkin.own_case");
        (await keeper.Get($"{Staff}/{id}"))["actions"].GetArrayLength().ShouldBe(0);
        (await (await community.Staff()).Post($"{Staff}/{id}/accept")).ShouldBe(200).Number("points").ShouldBe(5);
    }

    [Fact]
    public async Task What_staff_wrote_goes_with_the_account()
    {
        var (courier, staff, id) = await Provisional();
        (await staff.Post($"{Staff}/{id}/challenge", Reason)).ShouldBe(200);
        (await courier.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldContain("站内没有见到人");

        (await courier.Delete("/api/v1/me")).Status.ShouldBeOneOf(200, 204);

        (await lane.Sql.Count("check_in_events WHERE check_in_id = @id AND reason_enc IS NOT NULL", new { id })).ShouldBe(0);
    }

    private static async Task MakeKeeper(Community community, MadeStation station, Person keeper) =>
        (await (await community.Staff()).Post($"/staff/v1/stations/{station.Id}/keeper", new { userId = keeper.Id.ToString() })).ShouldBe(200);

    private static object? BodyOf(string action) => action is "seal" or "accept" ? null : Reason;

    private async Task<(Person Courier, Person Staff, string Id)> Provisional()
    {
        var community = await lane.NewCommunity();
        var courier = await lane.NewCourier(community);
        var answer = await lane.ChecksInProvisionally(courier, await community.NewStation());
        return (courier, await community.Staff(), answer.Id);
    }

    private Task<int> Mature() => lane.Services.GetServices<IJob>().OfType<MatureCheckIns>().Single().Run(lane.Clock.Now, CancellationToken.None);
}
