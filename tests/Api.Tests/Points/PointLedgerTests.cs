using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Tests.Points;

public sealed class PointLedgerTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    private PointLedger Ledger => lane.Part<PointLedger>();

    [Fact]
    public async Task A_credit_is_one_entry_for_the_person_and_one_for_the_budget_that_pays()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());

        (await Credit(NewCase(person, community))).ShouldBe(20);

        var entries = await lane.Sql.List<(string Kind, long Account, int Amount)>(
            "SELECT account_kind, account_id, amount FROM point_entries WHERE account_id = @Id AND account_kind = 'user' OR account_id = @Paying AND account_kind = 'community' ORDER BY id",
            new { person.Id, Paying = community.Id });
        entries.ShouldBe([("user", person.Id, 20), ("community", community.Id, -20)]);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_credit_for_the_same_case_changes_nothing()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var credit = NewCase(person, community);
        await Credit(credit);

        (await Credit(credit)).ShouldBe(20);
        (await Credit(credit with { Amount = 500 })).ShouldBe(20);

        (await EntriesOf(person)).ShouldBe(1);
        (await BalanceOf(person)).ShouldBe(20);
        (await lane.UnequalBalances()).ShouldBe(0);
    }

    [Fact]
    public async Task A_case_pays_one_person_for_one_reason()
    {
        var (community, person, other) = (await lane.NewCommunity(), await lane.NewPerson(), await lane.NewPerson());
        var credit = NewCase(person, community);
        await Credit(credit);

        (await Credit(credit with { UserId = other.Id })).ShouldBe(0);
        (await EntriesOf(other)).ShouldBe(0);
        (await BalanceOf(other)).ShouldBe(0);
        (await Credit(credit with { Reason = PointReason.WishUnconfirmed, Amount = 10 })).ShouldBe(30);
        (await Credit(credit with { Source = PointSource.CheckIn, Reason = PointReason.CheckIn, Amount = 5 })).ShouldBe(35);
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_case_credited_many_times_at_once_is_credited_once()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var credit = NewCase(person, community);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Credit(credit)));

        (await EntriesOf(person)).ShouldBe(1);
        (await BalanceOf(person)).ShouldBe(20);
        (await lane.UnequalBalances()).ShouldBe(0);
    }

    [Fact]
    public async Task Credits_for_different_cases_at_once_all_arrive()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());

        var balances = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Credit(NewCase(person, community) with { Amount = 5 })));

        balances.Max().ShouldBe(100);
        (await EntriesOf(person)).ShouldBe(20);
        (await BalanceOf(person)).ShouldBe(100);
    }

    [Fact]
    public async Task A_credit_of_a_refused_transaction_was_never_made()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());

        await Should.ThrowAsync<Refusal>(() => lane.Part<Db>().InTransaction(async tx =>
        {
            await Ledger.Credit(tx, NewCase(person, community), lane.Clock.Now);
            throw new Refusal(RequestErrors.NotFound);
        }));

        (await EntriesOf(person)).ShouldBe(0);
        (await BalanceOf(person)).ShouldBe(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task A_credit_is_above_zero(int amount)
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());

        await Should.ThrowAsync<ArgumentException>(() => Credit(NewCase(person, community) with { Amount = amount }));

        (await EntriesOf(person)).ShouldBe(0);
    }

    /// <summary>20 points for a wish that no other test knows.</summary>
    private static PointCredit NewCase(Person person, Community community) => new(
        person.Id, community.Id, 20, PointReason.WishFulfilled, PointSource.Wish, Random.Shared.NextInt64(1_000_000_000, long.MaxValue));

    /// <summary>Gives the balance after it.</summary>
    private async Task<long> Credit(PointCredit credit) =>
        (await lane.Part<Db>().InTransaction(tx => Ledger.Credit(tx, credit, lane.Clock.Now))).Balance;

    private Task<long> BalanceOf(Person person) => lane.Part<Db>().Read(session => Ledger.BalanceOf(session, person.Id));

    private Task<long> EntriesOf(Person person) => lane.Sql.Count("point_entries WHERE account_kind = 'user' AND account_id = @Id", person);
}
