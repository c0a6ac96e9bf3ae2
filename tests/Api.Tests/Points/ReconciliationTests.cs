using LinYuan.Api.Features.Points.Checks;

namespace LinYuan.Tests.Points;

/// <summary>Lanes of their own, since the damage that they plant would be found by everyone else's tests.</summary>
public sealed class ReconciliationTests
{
    private const string Path = "/staff/v1/points/reconciliation";

    [Fact]
    public async Task A_sound_ledger_is_looked_through_every_night_and_nothing_is_found()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var district = await lane.NewStaff(community.DistrictId);
        (await district.Get(Path)).ShouldBe(200).Text("day").ShouldBeNull();
        await lane.WithPoints(community, 60);
        await lane.WithPoints(community, 40);

        await Night(lane);

        var report = (await district.Get(Path)).ShouldBe(200);
        (report.Number("entries"), report.Number("people"), report.Number("total"), report.Number("findingCount")).ShouldBe((4, 2, 0, 0));
        report.Text("finishedAt").ShouldNotBeNull();
        (await lane.Sql.Count("outbox_messages WHERE kind = 'points.unbalanced'")).ShouldBe(0);
        (await (await community.Staff()).Get(Path)).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task Planted_damage_is_found_logged_and_told_to_the_district_once()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var district = await lane.NewStaff(community.DistrictId);
        var (rich, poor, lost) = (await lane.WithPoints(community, 60), await lane.WithPoints(community, 40), await lane.WithPoints(community, 10));
        await lane.Sql.Execute("UPDATE point_balances SET available = available + 1000, balance = balance + 1000 WHERE user_id = @Id", rich);
        await lane.Sql.Execute("UPDATE point_entries SET amount = 41 WHERE account_kind = 'user' AND account_id = @Id", poor);
        await lane.Sql.Execute("DELETE FROM point_balances WHERE user_id = @Id", lost);

        await Night(lane);
        await lane.RunByThree<ReconcilePoints>();

        var report = (await district.Get(Path)).ShouldBe(200);
        report.Number("total").ShouldBe(1);
        report["findings"].EnumerateArray()
            .Select(finding => $"{finding.GetProperty("kind")} {finding.GetProperty("expected")} {finding.GetProperty("found")}")
            .ShouldBe(["pair 0 1", "noBalance 0 0", "balance 60 1060", "balance 41 40", "total 0 1"], ignoreOrder: true);
        (await lane.Sql.Count("outbox_messages WHERE kind = 'points.unbalanced' AND recipient_id = @Id", district)).ShouldBe(1);

        lane.Clock.Advance(TimeSpan.FromDays(1));
        await lane.RunByThree<ReconcilePoints>();
        (await lane.Sql.Count("outbox_messages WHERE kind = 'points.unbalanced' AND recipient_id = @Id", district)).ShouldBe(2);
    }

    [Fact]
    public async Task A_debt_that_does_not_add_up_is_found_too()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var district = await lane.NewStaff(community.DistrictId);
        var person = await lane.WithPoints(community, 60);
        await lane.Sql.Execute("UPDATE point_balances SET owed = 5 WHERE user_id = @Id", person);

        await Night(lane);

        (await district.Get(Path)).ShouldBe(200)["findings"].EnumerateArray()
            .Select(finding => $"{finding.GetProperty("kind")} {finding.GetProperty("expected")} {finding.GetProperty("found")}").ShouldBe(["debt 0 5"]);
    }

    [Fact]
    public async Task Before_three_in_the_morning_the_night_of_the_day_before_counts()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        await lane.WithPoints(community, 60);
        await Night(lane);
        lane.Clock.Advance(TimeSpan.FromHours(23.5));

        await lane.Run<ReconcilePoints>();
        (await lane.Sql.Count("point_reconciliations")).ShouldBe(1);

        lane.Clock.Advance(TimeSpan.FromHours(0.5));
        await lane.RunByThree<ReconcilePoints>();
        (await lane.Sql.Count("point_reconciliations WHERE finished_at IS NOT NULL")).ShouldBe(2);
    }

    /// <summary>Three runners at the next 03:00 in China, which is 19:00 in UTC.</summary>
    private static async Task Night(Lane lane)
    {
        lane.Clock.Advance((TimeSpan.FromHours(19) - lane.Clock.Now.TimeOfDay + TimeSpan.FromDays(1)) is var until && until.TotalDays > 1 ? until - TimeSpan.FromDays(1) : until);
        await lane.RunByThree<ReconcilePoints>();
    }
}
