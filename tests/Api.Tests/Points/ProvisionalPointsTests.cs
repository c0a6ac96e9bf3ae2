using LinYuan.Api.Features.Points.Core;

namespace LinYuan.Tests.Points;

public sealed class ProvisionalPointsTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Provisional_points_are_shown_but_not_spent_and_released_once_however_many_try()
    {
        var (person, credit) = await Provisional();
        (await lane.PartsOf(person)).ShouldBe((0, 5, 0));
        var mine = (await person.Get("/api/v1/me/points")).ShouldBe(200);
        (mine.Number("balance"), mine.Number("available"), mine.Number("provisional"), mine.Number("reserved")).ShouldBe((5, 0, 5, 0));

        var released = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Release(credit)));

        released.Order().ShouldBe([0, 0, 0, 0, 5]);
        (await lane.PartsOf(person)).ShouldBe((5, 0, 0));
        (await lane.Sql.Count("point_entries WHERE source_kind = 'checkIn' AND source_id = @SourceId AND reason = 'released' AND by_id = 1", credit)).ShouldBe(2);
        await ShouldAddUp();
    }

    [Fact]
    public async Task Only_what_the_days_cap_left_is_provisional_and_released()
    {
        var person = await lane.WithPoints(await lane.NewCommunity(), 98);

        var (_, credit) = await Provisional(person, expected: 2);

        (await lane.PartsOf(person)).ShouldBe((98, 2, 0));
        (await Release(credit)).ShouldBe(2);
        (await lane.PartsOf(person)).ShouldBe((100, 0, 0));
        await ShouldAddUp();
    }

    [Fact]
    public async Task A_case_that_paid_at_once_or_nothing_at_all_has_nothing_to_release()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var paid = LedgerSteps.NewCase(person, community, 5);
        await lane.Credit(paid);

        (await Release(paid)).ShouldBe(0);
        (await Release(LedgerSteps.NewCase(person, community))).ShouldBe(0);

        (await lane.PartsOf(person)).ShouldBe((5, 0, 0));
    }

    [Fact]
    public async Task Provisional_points_may_be_taken_back_whole_to_the_budget_that_paid()
    {
        var (person, credit) = await Provisional();

        (await Reverse(credit)).ShouldBe(5);
        (await Reverse(credit)).ShouldBe(0);
        (await Release(credit)).ShouldBe(0);

        (await lane.PartsOf(person)).ShouldBe((0, 0, 0));
        (await lane.Sql.Value<decimal>("SELECT SUM(amount) FROM point_entries WHERE source_kind = 'checkIn' AND source_id = @SourceId", credit)).ShouldBe(0);
        await ShouldAddUp();
    }

    [Fact]
    public async Task What_was_released_is_taken_back_from_what_may_be_spent()
    {
        var (person, credit) = await Provisional();
        await Release(credit);

        (await Reverse(credit)).ShouldBe(5);

        (await lane.PartsOf(person)).ShouldBe((0, 0, 0));
        await ShouldAddUp();
    }

    [Fact]
    public async Task Release_and_reversal_at_once_leave_nothing_whichever_comes_first()
    {
        for (var round = 0; round < 5; round++)
        {
            var (person, credit) = await Provisional();

            var ended = await Task.WhenAll(Release(credit), Reverse(credit));

            // After a release the reversal takes the points from where they are now.
            ended[1].ShouldBe(5);
            (await lane.PartsOf(person)).ShouldBe((0, 0, 0));
            await ShouldAddUp();
        }
    }

    private async Task<(Person Person, PointCredit Credit)> Provisional(Person? person = null, int expected = 5)
    {
        var (community, owner) = (await lane.NewCommunity(), person ?? await lane.NewPerson());
        var credit = LedgerSteps.NewCase(owner, community, 5) with { Reason = PointReason.CheckIn, Source = PointSource.CheckIn };
        (await lane.InLedger((tx, ledger, now) => ledger.CreditProvisional(tx, credit, now))).Amount.ShouldBe(expected);
        return (owner, credit);
    }

    private async Task ShouldAddUp()
    {
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }

    private Task<int> Release(PointCredit credit) =>
        lane.InLedger((tx, ledger, now) => ledger.Release(tx, credit.Source, credit.SourceId, 1, now));

    private Task<int> Reverse(PointCredit credit) =>
        lane.InLedger((tx, ledger, now) => ledger.Reverse(tx, credit.Source, credit.SourceId, PointReason.Reversed, 1, now));
}
