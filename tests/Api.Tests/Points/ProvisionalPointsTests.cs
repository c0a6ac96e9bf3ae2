using LinYuan.Api.Features.Points;

namespace LinYuan.Tests.Points;

public sealed class ProvisionalPointsTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly TimeSpan Hold = TimeSpan.FromHours(24);
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Provisional_points_may_be_spent_after_their_time_and_are_released_once_by_three_runners()
    {
        var (person, credit) = await Held();
        (await lane.PartsOf(person)).ShouldBe((0, 5, 0));
        var mine = (await person.Get("/api/v1/me/points")).ShouldBe(200);
        (mine.Number("balance"), mine.Number("available"), mine.Number("provisional"), mine.Number("reserved")).ShouldBe((5, 0, 5, 0));
        lane.Clock.Advance(Hold - TimeSpan.FromSeconds(1));
        await lane.RunByThree<ReleaseProvisionalPoints>();
        (await lane.PartsOf(person)).ShouldBe((0, 5, 0));

        lane.Clock.Advance(TimeSpan.FromSeconds(1));
        await lane.RunByThree<ReleaseProvisionalPoints>();

        (await lane.PartsOf(person)).ShouldBe((5, 0, 0));
        (await lane.Sql.Count("point_entries WHERE source_kind = 'checkIn' AND source_id = @SourceId AND reason = 'released'", credit)).ShouldBe(2);
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }

    [Fact]
    public async Task Challenged_points_wait_for_a_decision()
    {
        var (person, credit) = await Held();
        (await Challenge(credit)).ShouldBeTrue();
        (await Challenge(credit)).ShouldBeFalse();

        lane.Clock.Advance(Hold * 3);
        await lane.RunByThree<ReleaseProvisionalPoints>();
        (await lane.PartsOf(person)).ShouldBe((0, 5, 0));

        (await Release(credit)).ShouldBe(5);
        (await Release(credit)).ShouldBe(0);
        (await Challenge(credit)).ShouldBeFalse();
        (await lane.PartsOf(person)).ShouldBe((5, 0, 0));
    }

    [Fact]
    public async Task Challenged_points_may_be_taken_back_to_the_budget_that_paid()
    {
        var (person, credit) = await Held();
        await Challenge(credit);

        (await Reverse(credit)).ShouldBe(5);
        (await Reverse(credit)).ShouldBe(0);
        (await Release(credit)).ShouldBe(0);

        (await lane.PartsOf(person)).ShouldBe((0, 0, 0));
        (await lane.Sql.Value<decimal>("SELECT SUM(amount) FROM point_entries WHERE source_kind = 'checkIn' AND source_id = @SourceId", credit)).ShouldBe(0);
        (await lane.UnequalBalances()).ShouldBe(0);
    }

    [Fact]
    public async Task Release_and_reversal_at_once_end_in_one_of_both()
    {
        for (var round = 0; round < 5; round++)
        {
            var (person, credit) = await Held();
            var ended = await Task.WhenAll(Release(credit), Reverse(credit));

            // After a release, the reversal takes the points from where they are now, unless it came first.
            (await lane.PartsOf(person)).Provisional.ShouldBe(0);
            (await lane.Sql.Value<long>("SELECT balance FROM point_balances WHERE user_id = @Id", person))
                .ShouldBe(ended[1] == 5 ? 0 : 5);
            (await lane.UnequalBalances()).ShouldBe(0);
            (await lane.SumOfAllEntries()).ShouldBe(0);
        }
    }

    private async Task<(Person Person, PointCredit Credit)> Held()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var credit = LedgerSteps.NewCase(person, community, 5) with { Reason = PointReason.CheckIn, Source = PointSource.CheckIn };
        (await lane.InLedger((tx, ledger, now) => ledger.CreditProvisional(tx, credit, now + Hold, now))).Amount.ShouldBe(5);
        return (person, credit);
    }

    private Task<bool> Challenge(PointCredit credit) => lane.InLedger((tx, ledger, _) => ledger.Challenge(tx, credit.Source, credit.SourceId));

    private Task<int> Release(PointCredit credit) =>
        lane.InLedger((tx, ledger, now) => ledger.Release(tx, credit.Source, credit.SourceId, 1, now));

    private Task<int> Reverse(PointCredit credit) =>
        lane.InLedger((tx, ledger, now) => ledger.Reverse(tx, credit.Source, credit.SourceId, PointReason.Reversed, 1, now));
}
