using LinYuan.Api.Features.Points.Core;

namespace LinYuan.Tests.Points;

public sealed class DailyCapTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task What_is_above_the_days_cap_is_not_credited_and_the_receipt_says_why()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        await lane.Credit(LedgerSteps.NewCase(person, community, 90));

        var part = await lane.Credit(LedgerSteps.NewCase(person, community));
        var none = await lane.Credit(LedgerSteps.NewCase(person, community));

        (part.Amount, part.Balance, part.WhyLess).ShouldBe((10, 100, PointErrors.DailyCap));
        (none.Amount, none.Balance, none.WhyLess).ShouldBe((0, 100, PointErrors.DailyCap));
        (await lane.Sql.Count("point_entries WHERE account_kind = 'user' AND account_id = @Id", person)).ShouldBe(2);
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }

    [Fact]
    public async Task A_first_credit_above_the_cap_is_cut_too()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());

        var receipt = await lane.Credit(LedgerSteps.NewCase(person, community, 500));

        (receipt.Amount, receipt.Balance, receipt.WhyLess).ShouldBe((100, 100, PointErrors.DailyCap));
    }

    [Fact]
    public async Task The_next_day_in_China_begins_anew()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        lane.Clock.Advance(TimeSpan.FromHours(40) - lane.Clock.Now.TimeOfDay);
        // 16:00 in UTC is midnight in China.
        lane.Clock.Advance(TimeSpan.FromSeconds(-1) + TimeSpan.FromDays(1));
        (await lane.Credit(LedgerSteps.NewCase(person, community, 100))).Amount.ShouldBe(100);
        (await lane.Credit(LedgerSteps.NewCase(person, community, 1))).Amount.ShouldBe(0);

        lane.Clock.Advance(TimeSpan.FromSeconds(1));

        (await lane.Credit(LedgerSteps.NewCase(person, community, 1))).Amount.ShouldBe(1);
    }

    [Fact]
    public async Task Many_credits_at_once_stop_at_the_cap()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());

        var receipts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => lane.Credit(LedgerSteps.NewCase(person, community, 9))));

        receipts.Sum(receipt => receipt.Amount).ShouldBe(100);
        (await lane.PartsOf(person)).ShouldBe((100, 0, 0));
        (await lane.UnequalBalances()).ShouldBe(0);
    }

    [Fact]
    public async Task A_case_that_was_paid_uses_up_nothing_of_the_day_when_it_comes_again()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var paid = LedgerSteps.NewCase(person, community, 60);
        await lane.Credit(paid);

        var again = await lane.Credit(paid);

        (again.Amount, again.Balance, again.WhyLess).ShouldBe((0, 60, null));
        (await lane.Credit(LedgerSteps.NewCase(person, community, 40))).Amount.ShouldBe(40);
    }

    [Fact]
    public async Task The_district_pays_for_a_community_without_a_budget_of_its_own()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var (district, ofCommunity) = (await lane.NewStaff(community.DistrictId), await community.Staff());
        var path = $"/staff/v1/points/budgets/{community.Id}";
        (await ofCommunity.Patch(path, new { paidBy = "district" })).ShouldBeRefused(404, "resource.not_found");
        (await district.Patch(path, new { paidBy = "district" })).ShouldBe(200).Text("paidBy").ShouldBe("district");
        var first = LedgerSteps.NewCase(person, community);
        await lane.Credit(first);

        (await district.Patch(path, new { paidBy = "community" })).ShouldBe(200);
        var second = LedgerSteps.NewCase(person, community);
        await lane.Credit(second);

        (await PayerOf(first)).ShouldBe($"district {community.DistrictId} -20");
        (await PayerOf(second)).ShouldBe($"community {community.Id} -20");
        (await lane.InLedger((tx, ledger, now) => ledger.Reverse(tx, first.Source, first.SourceId, PointReason.Reversed, null, now))).ShouldBe(20);
        (await lane.Sql.Value<decimal>("SELECT SUM(amount) FROM point_entries WHERE account_kind = 'district' AND account_id = @DistrictId", community)).ShouldBe(0);
    }

    private Task<string?> PayerOf(PointCredit credit) => lane.Sql.Value<string>("""
        SELECT CONCAT(account_kind, ' ', account_id, ' ', amount) FROM point_entries
        WHERE source_kind = 'wish' AND source_id = @SourceId AND account_kind <> 'user'
        """, credit);
}
