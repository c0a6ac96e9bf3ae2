using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Tests.Points;

public sealed class LedgerMovesTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static long nextOrder = 900_000_000_000;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_reversal_is_a_pair_of_its_own_and_is_made_once()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var credit = LedgerSteps.NewCase(person, community);
        await lane.Credit(credit);

        var taken = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Reverse(credit)));

        taken.Sum().ShouldBe(20);
        (await lane.Sql.Count("point_entries WHERE source_kind = 'wish' AND source_id = @SourceId", credit)).ShouldBe(4);
        (await lane.Sql.Count("point_entries WHERE source_kind = 'wish' AND source_id = @SourceId AND by_id = 7", credit)).ShouldBe(2);
        (await lane.PartsOf(person)).ShouldBe((0, 0, 0));
        (await lane.UnequalBalances()).ShouldBe(0);
    }

    [Fact]
    public async Task A_reversal_takes_what_is_left_and_never_more()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var credit = LedgerSteps.NewCase(person, community);
        await lane.Credit(credit);
        await lane.InLedger((tx, ledger, now) => ledger.Reserve(tx, person.Id, 15, NextOrder(), now));

        (await Reverse(credit)).ShouldBe(5);

        (await lane.PartsOf(person)).ShouldBe((0, 0, 15));
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }

    [Fact]
    public async Task A_case_that_paid_nothing_is_reversed_to_nothing() =>
        (await Reverse(LedgerSteps.NewCase(await lane.NewPerson(), await lane.NewCommunity()))).ShouldBe(0);

    [Fact]
    public async Task Nobody_can_set_aside_more_than_may_be_spent_however_many_try_at_once()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        await lane.Credit(LedgerSteps.NewCase(person, community, 50));

        var tries = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TryReserve(person, 20)));

        tries.Count(done => done).ShouldBe(2);
        (await lane.PartsOf(person)).ShouldBe((10, 0, 40));
        (await TryReserve(await lane.NewPerson(), 1)).ShouldBeFalse();
        (await lane.UnequalBalances()).ShouldBe(0);
    }

    [Fact]
    public async Task The_database_itself_refuses_an_account_below_zero()
    {
        var person = await lane.WithPoints(await lane.NewCommunity(), 10);

        await Should.ThrowAsync<MySqlException>(() => lane.Sql.Execute("UPDATE point_balances SET available = -1 WHERE user_id = @Id", person));
    }

    [Fact]
    public async Task No_row_is_changed_by_any_move_that_comes_after_it()
    {
        var community = await lane.NewCommunity();
        var person = await lane.WithPoints(community, 80);
        var reversed = LedgerSteps.NewCase(person, community, 10);
        var held = LedgerSteps.NewCase(person, community, 5) with { Source = PointSource.CheckIn, Reason = PointReason.CheckIn };
        await lane.Credit(reversed);
        await lane.InLedger((tx, ledger, now) => ledger.CreditProvisional(tx, held, now));
        var last = await lane.Sql.Value<long>("SELECT MAX(id) FROM point_entries");
        var before = await lane.ChecksumUpTo(last);

        var (given, back) = (NextOrder(), NextOrder());
        await Reverse(reversed);
        await lane.InLedger(async (tx, ledger, now) =>
        {
            await ledger.Reserve(tx, person.Id, 20, given, now);
            await ledger.Reserve(tx, person.Id, 20, back, now);
            await ledger.Redeem(tx, person.Id, 20, given, community.Id, 7, now);
            await ledger.EndReservation(tx, person.Id, 20, back, 7, now);
            await ledger.Release(tx, held.Source, held.SourceId, 7, now);
            await ledger.Expire(tx, person.Id, 2100, now);
        });

        (await lane.ChecksumUpTo(last)).ShouldBe(before);
        (await lane.Sql.Count("point_entries WHERE account_id = @Id AND account_kind LIKE 'user%'", person)).ShouldBe(2 + 1 + 1 + 2 + 2 + 1 + 2 + 2 + 1);
        (await lane.PartsOf(person)).ShouldBe((0, 0, 0));
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }

    private static long NextOrder() => Interlocked.Increment(ref nextOrder) * 1000 + Random.Shared.Next(1000);

    private Task<int> Reverse(PointCredit credit) =>
        lane.InLedger((tx, ledger, now) => ledger.Reverse(tx, credit.Source, credit.SourceId, PointReason.WishReversed, 7, now));

    private async Task<bool> TryReserve(Person person, int amount)
    {
        try
        {
            await lane.InLedger((tx, ledger, now) => ledger.Reserve(tx, person.Id, amount, NextOrder(), now));
            return true;
        }
        catch (Refusal refusal) when (refusal.Error == PointErrors.Insufficient)
        {
            return false;
        }
    }
}
