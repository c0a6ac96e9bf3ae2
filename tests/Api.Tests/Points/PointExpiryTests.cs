using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Features.Points.Expiry;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Tests.Points;

/// <summary>Lanes of their own: the clock is moved over years, and every person of the lane grows older by it.</summary>
public sealed class PointExpiryTests
{
    [Fact]
    public async Task Points_end_with_the_year_after_the_one_in_which_they_were_earned_once_with_three_runners_racing()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var person = await lane.WithPoints(community, 60);
        GoTo(lane, 2027, 6, 1);
        await lane.Credit(LedgerSteps.NewCase(person, community, 30));
        await lane.InLedger((tx, ledger, now) => ledger.Reserve(tx, person.Id, 20, 1, now));
        GoTo(lane, 2027, 12, 31);
        lane.Clock.Advance(TimeSpan.FromHours(23));
        await lane.RunByThree<ExpirePoints>();
        (await lane.PartsOf(person)).ShouldBe((70, 0, 20));

        lane.Clock.Advance(TimeSpan.FromHours(1));
        (await lane.RunByThree<ExpirePoints>()).ShouldBe(1);
        (await lane.RunByThree<ExpirePoints>()).ShouldBe(0);

        (await lane.PartsOf(person)).ShouldBe((10, 0, 20));
        (await lane.Sql.List<string>("SELECT CONCAT(account_kind, ' ', account_id, ' ', amount) FROM point_entries WHERE reason = 'expired' ORDER BY id"))
            .ShouldBe([$"expired {community.Id} 60", $"user {person.Id} -60"]);
        GoTo(lane, 2029, 1, 1);
        await lane.RunByThree<ExpirePoints>();
        (await lane.PartsOf(person)).ShouldBe((0, 0, 20));
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }

    [Fact]
    public async Task The_oldest_points_are_spent_first_so_what_was_spent_does_not_expire()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var person = await lane.WithPoints(community, 60);
        GoTo(lane, 2027, 6, 1);
        await lane.Credit(LedgerSteps.NewCase(person, community, 30));
        await lane.InLedger(async (tx, ledger, now) =>
        {
            await ledger.Reserve(tx, person.Id, 50, 1, now);
            await ledger.Redeem(tx, person.Id, 50, 1, community.Id, 7, now);
        });

        GoTo(lane, 2028, 1, 1);
        await lane.RunByThree<ExpirePoints>();

        (await lane.PartsOf(person)).ShouldBe((30, 0, 0));
    }

    [Fact]
    public async Task A_person_is_told_once_thirty_days_before_and_not_when_there_is_nothing_to_lose()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var person = await lane.WithPoints(community, 60);
        var spent = await lane.WithPoints(community, 60);
        await lane.InLedger(async (tx, ledger, now) =>
        {
            await ledger.Reserve(tx, spent.Id, 60, 1, now);
            await ledger.Redeem(tx, spent.Id, 60, 1, community.Id, 7, now);
        });
        GoTo(lane, 2027, 11, 30);
        await lane.RunByThree<ExpirePoints>();
        (await Told(lane, person)).ShouldBe(0);

        GoTo(lane, 2027, 12, 1);
        for (var day = 0; day < 3; day++)
        {
            await lane.RunByThree<ExpirePoints>();
            lane.Clock.Advance(TimeSpan.FromDays(1));
        }

        (await Told(lane, person)).ShouldBe(1);
        (await Told(lane, spent)).ShouldBe(0);
    }

    [Fact]
    public async Task After_the_year_its_points_cannot_be_spent_even_if_no_job_has_run()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var (person, late) = (await lane.WithPoints(community, 60), await lane.WithPoints(community, 60));
        GoTo(lane, 2027, 12, 31);
        lane.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromSeconds(1));
        await lane.InLedger((tx, ledger, now) => ledger.Reserve(tx, person.Id, 20, 1, now));

        lane.Clock.Advance(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<Refusal>(() => lane.InLedger((tx, ledger, now) => ledger.Reserve(tx, late.Id, 20, 2, now)));

        await lane.Credit(LedgerSteps.NewCase(late, community, 30));
        await lane.InLedger((tx, ledger, now) => ledger.Reserve(tx, late.Id, 20, 3, now));
        (await lane.PartsOf(late)).ShouldBe((10, 0, 20));
        await lane.RunByThree<ExpirePoints>();
        ((await lane.PartsOf(person)), await lane.PartsOf(late)).ShouldBe(((0, 0, 20), (10, 0, 20)));
        (await lane.UnequalBalances()).ShouldBe(0);
    }

    [Fact]
    public async Task An_order_does_not_carry_points_over_the_end_of_their_year()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var person = await lane.WithPoints(community, 60);
        GoTo(lane, 2027, 12, 31);
        await lane.Credit(LedgerSteps.NewCase(person, community, 30));
        await lane.InLedger((tx, ledger, now) => ledger.Reserve(tx, person.Id, 80, 1, now));
        GoTo(lane, 2028, 1, 1);
        await lane.RunByThree<ExpirePoints>();
        (await lane.PartsOf(person)).ShouldBe((0, 0, 80));

        await lane.InLedger((tx, ledger, now) => ledger.EndReservation(tx, person.Id, 80, 1, null, now));

        (await lane.PartsOf(person)).ShouldBe((30, 0, 0));
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }

    [Fact]
    public async Task A_case_of_last_year_that_is_reversed_takes_nothing_from_what_was_earned_this_year()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var person = await lane.NewPerson();
        var old = LedgerSteps.NewCase(person, community, 20);
        await lane.Credit(old);
        GoTo(lane, 2027, 3, 1);
        await lane.Credit(LedgerSteps.NewCase(person, community, 30));

        (await lane.InLedger((tx, ledger, now) => ledger.Reverse(tx, old.Source, old.SourceId, PointReason.Reversed, 7, now))).ShouldBe(20);
        GoTo(lane, 2028, 1, 1);
        await lane.RunByThree<ExpirePoints>();

        (await lane.PartsOf(person)).ShouldBe((30, 0, 0));
    }

    [Theory]
    [InlineData("12-31", "2027-12-31", 2025)]
    [InlineData("12-31", "2028-01-01", 2026)]
    [InlineData("06-30", "2027-06-30", 2025)]
    [InlineData("06-30", "2027-07-01", 2026)]
    public void The_day_of_the_year_is_a_setting(string setting, string day, int over) =>
        new PointOptions { ExpiresAt = setting }.ExpiredOn(DateOnly.Parse(day)).ShouldBe(over);

    private static Task<long> Told(Lane lane, Person person) =>
        lane.Sql.Count("outbox_messages WHERE kind = 'points.expiring' AND recipient_id = @Id", person);

    /// <summary>To the beginning of that day in China.</summary>
    private static void GoTo(Lane lane, int year, int month, int day) =>
        lane.Clock.Advance(new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.FromHours(8)) - lane.Clock.Now);
}
