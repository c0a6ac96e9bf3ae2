using LinYuan.Api.Features.CheckIns.Review;
using LinYuan.Tests.Points;
using LinYuan.Tests.Stations;

namespace LinYuan.Tests.CheckIns;

/// <summary>What a check-in does in the ledger: provisional points, and the day's cap.</summary>
public sealed class CheckInPointsTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Staff = "/staff/v1/check-ins";
    private static readonly object Reason = new { reason = "站内没有见到人" };
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_provisional_check_in_is_seen_among_the_points_at_once_and_told_when_it_may_be_spent()
    {
        var (courier, _, _) = await Provisional();

        var mine = (await courier.Get("/api/v1/me/points")).ShouldBe(200);
        (mine.Number("balance"), mine.Number("available"), mine.Number("provisional")).ShouldBe((5, 0, 5));
        (mine.Text("entries.items.0.account"), mine.Number("entries.items.0.amount")).ShouldBe(("userProvisional", 5));
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 0, 0, 0));
        lane.Clock.Advance(TimeSpan.FromHours(24));

        await lane.RunByThree<MatureCheckIns>();

        (await lane.PartsOf(courier)).ShouldBe((5, 0, 0));
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 1, 5, 1));
        await ShouldAddUp();
    }

    [Fact]
    public async Task Challenged_points_stay_locked_and_keep_their_place_of_the_day_until_staff_accept()
    {
        var (courier, staff, id) = await Provisional();
        (await staff.Post($"{Staff}/{id}/challenge", Reason)).ShouldBe(200).Number("points").ShouldBe(5);
        lane.Clock.Advance(TimeSpan.FromHours(25));
        await lane.RunByThree<MatureCheckIns>();
        (await lane.PartsOf(courier)).ShouldBe((0, 5, 0));
        (await PlacesOf(courier)).ShouldBe([1]);

        (await staff.Post($"{Staff}/{id}/accept")).ShouldBe(200).Number("points").ShouldBe(5);

        (await lane.PartsOf(courier)).ShouldBe((5, 0, 0));
        (await PlacesOf(courier)).ShouldBe([1]);
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 1, 1, 5, 1));
        (await ByStaff(id, staff, "released")).ShouldBe(2);
        await ShouldAddUp();
    }

    [Fact]
    public async Task A_challenged_check_in_that_is_rejected_gives_its_points_back_but_not_its_place()
    {
        var (courier, staff, id) = await Provisional();
        (await staff.Post($"{Staff}/{id}/challenge", Reason)).ShouldBe(200);

        var rejected = (await staff.Post($"{Staff}/{id}/reject", Reason)).ShouldBe(200);

        (rejected.Number("points"), rejected.Text("pointsRefused")).ShouldBe((0, "checkin.rejected"));
        (await lane.PartsOf(courier)).ShouldBe((0, 0, 0));
        (await PlacesOf(courier)).ShouldBe([1]);
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 0, 0, 0, 0));
        (await ByStaff(id, staff, "reversed")).ShouldBe(2);
        await ShouldAddUp();
    }

    [Fact]
    public async Task A_sealed_check_in_is_reversed_by_the_street_with_its_name()
    {
        var (courier, staff, id) = await Provisional();
        (await staff.Post($"{Staff}/{id}/seal")).ShouldBe(200);
        var area = await lane.Sql.Value<long>("SELECT street_id FROM check_ins WHERE id = @id", new { id });
        var street = await lane.NewStaff(area);

        (await street.Post($"{Staff}/{id}/reverse", Reason)).ShouldBe(200).Number("points").ShouldBe(0);

        (await lane.PartsOf(courier)).ShouldBe((0, 0, 0));
        (await ByStaff(id, street, "reversed")).ShouldBe(2);
        await ShouldAddUp();
    }

    [Fact]
    public async Task When_the_days_cap_cuts_the_points_everyone_is_told_the_real_number()
    {
        var (courier, stations) = await CourierWith(98);

        var part = (await courier.ChecksInAt(stations[0])).ShouldBe(201);
        var none = (await courier.ChecksInAt(stations[1])).ShouldBe(201);

        (part.Number("points.awarded"), part.Number("points.balance"), part.Text("points.refused")).ShouldBe((2, 100, "points.daily_cap"));
        (part.Text("points.message")!.Contains("积 2 分"), part.Text("points.message")!.Contains("领满")).ShouldBe((true, true));
        (none.Number("points.awarded"), none.Number("points.balance"), none.Text("points.refused")).ShouldBe((0, 100, "points.daily_cap"));
        none.Text("points.availableAt").ShouldBeNull();
        none.Text("points.message")!.ShouldNotContain("积 ");
        var mine = (await courier.Get("/api/v1/me/check-ins")).ShouldBe(200);
        (mine.Number("items.0.points"), mine.Number("items.1.points"), mine.Text("items.1.pointsRefused")).ShouldBe((0, 2, "points.daily_cap"));
        mine.Text("items.1.message")!.ShouldContain("领满");
        (await lane.LeftBy(courier)).Messages.ShouldBe(1);
        await ShouldAddUp();
    }

    [Fact]
    public async Task When_the_days_cap_cuts_provisional_points_only_the_rest_is_promised_and_released()
    {
        var (courier, stations) = await CourierWith(98);

        var part = await lane.ChecksInProvisionally(courier, stations[0]);
        var none = await lane.ChecksInProvisionally(courier, stations[1]);

        (part.Number("points.awarded"), part.Text("points.refused")).ShouldBe((2, "points.daily_cap"));
        (none.Number("points.awarded"), none.Text("points.refused")).ShouldBe((0, "points.daily_cap"));
        (await lane.PartsOf(courier)).ShouldBe((98, 2, 0));
        var staff = await stations[1].Community.Staff();
        (await staff.Post($"{Staff}/{none.Id}/challenge", Reason)).ShouldBe(200);
        lane.Clock.Advance(TimeSpan.FromHours(25));
        await lane.RunByThree<MatureCheckIns>();
        // It had its chance on the day of the visit: a challenge does not turn it into one on a day with more room.
        (await staff.Post($"{Staff}/{none.Id}/accept")).ShouldBe(200).Number("points").ShouldBe(0);

        (await lane.PartsOf(courier)).ShouldBe((100, 0, 0));
        (await lane.LeftBy(courier)).Messages.ShouldBe(1);
        await ShouldAddUp();
    }

    [Fact]
    public async Task A_suspect_check_in_that_is_accepted_brings_what_the_cap_leaves()
    {
        var (courier, stations) = await CourierWith(98);
        var id = (await courier.ChecksInWith(stations[0], "AAAABBBBCCCC")).ShouldBe(201).Id;

        var accepted = (await (await stations[0].Community.Staff()).Post($"{Staff}/{id}/accept")).ShouldBe(200);

        (accepted.Number("points"), accepted.Text("pointsRefused")).ShouldBe((2, "points.daily_cap"));
        (await lane.PartsOf(courier)).ShouldBe((100, 0, 0));
    }

    private async Task<(Person Courier, Person Staff, string Id)> Provisional()
    {
        var community = await lane.NewCommunity();
        var courier = await lane.NewCourier(community);
        var answer = await lane.ChecksInProvisionally(courier, await community.NewStation());
        return (courier, await community.Staff(), answer.Id);
    }

    /// <summary>At ten in the morning, with so many points of that day.</summary>
    private async Task<(Person Courier, IReadOnlyList<MadeStation> Stations)> CourierWith(int points)
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(2));
        lane.Clock.AdvanceToChina(10);
        await lane.WithPoints(community, points, courier);
        return (courier, stations);
    }

    private Task<IReadOnlyList<int>> PlacesOf(Person courier) =>
        lane.Sql.List<int>("SELECT credited FROM check_in_days WHERE user_id = @Id ORDER BY local_day", courier);

    private Task<long> ByStaff(string id, Person staff, string reason) => lane.Sql.Count(
        "point_entries WHERE source_kind = 'checkIn' AND source_id = @id AND reason = @reason AND by_id = @staffId",
        new { id, reason, staffId = staff.Id });

    private async Task ShouldAddUp()
    {
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }
}
