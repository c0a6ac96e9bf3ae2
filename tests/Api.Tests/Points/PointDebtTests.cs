using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Features.Rewards.Redeeming;
using LinYuan.Tests.CheckIns;
using LinYuan.Tests.Rewards;
using LinYuan.Tests.Stations;

namespace LinYuan.Tests.Points;

/// <summary>Points that were set aside for an order when their case was reversed.</summary>
public sealed class PointDebtTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static long nextOrder = 700_000_000_000;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_reversed_visits_points_are_taken_when_the_order_is_cancelled_and_the_statement_says_it_before()
    {
        var (community, courier, visit, reward) = await Visited();
        var order = (await courier.Redeems(reward)).ShouldBe(201);

        await Reverse(community, visit);

        var owing = (await courier.Get("/api/v1/me/points")).ShouldBe(200);
        (owing.Number("balance"), owing.Number("available"), owing.Number("reserved"), owing.Number("owed")).ShouldBe((5, 0, 5, 5));
        owing.Text("message")!.ShouldContain("5 分应当收回");
        (await courier.Post($"/api/v1/redemptions/{order.Id}/cancel")).ShouldBe(200);
        var mine = (await courier.Get("/api/v1/me/points")).ShouldBe(200);
        (mine.Number("balance"), mine.Number("available"), mine.Number("owed"), mine.Text("message")).ShouldBe((0, 0, 0, null));
        Entry(mine, 0).ShouldBe($"-5 reversed checkIn {visit}");
        (await courier.Redeems(reward)).ShouldBeRefused(409, "points.insufficient");
        (await lane.Sql.List<string>("""
            SELECT CONCAT(account_kind, ' ', account_id, ' ', amount) FROM point_entries
            WHERE source_kind = 'checkIn' AND source_id = @visit AND reason = 'reversed' ORDER BY id
            """, new { visit })).ShouldBe([$"community {community.Id} 5", $"user {courier.Id} -5"]);
        await ShouldAddUp();
    }

    [Fact]
    public async Task When_nobody_fetches_the_order_they_are_taken_as_well()
    {
        var (community, courier, visit, reward) = await Visited();
        (await courier.Redeems(reward)).ShouldBe(201);
        await Reverse(community, visit);
        lane.Clock.Advance(RewardSteps.Hold);

        await lane.RunByThree<ReleaseRedemptions>();

        (await lane.PartsOf(courier)).ShouldBe((0, 0, 0));
        await ShouldAddUp();
    }

    [Fact]
    public async Task When_the_goods_are_handed_over_nothing_is_left_to_take_and_later_points_stay_whole()
    {
        var (community, courier, visit, reward) = await Visited();
        var order = (await courier.Redeems(reward)).ShouldBe(201);
        await Reverse(community, visit);

        (await (await community.Staff()).HandsOver(order.Id)).ShouldBe(200);

        (await courier.Get("/api/v1/me/points")).ShouldBe(200).Number("owed").ShouldBe(0);
        (await lane.Sql.Value<int>("SELECT waived FROM point_debts WHERE user_id = @Id", courier)).ShouldBe(5);
        await lane.WithPoints(community, 20, courier);
        var later = (await courier.Redeems(reward)).ShouldBe(201);
        (await courier.Post($"/api/v1/redemptions/{later.Id}/cancel")).ShouldBe(200);
        (await lane.PartsOf(courier)).ShouldBe((20, 0, 0));
        await ShouldAddUp();
    }

    [Fact]
    public async Task A_cancellation_and_a_reversal_at_once_leave_nothing_to_spend()
    {
        List<(Person Courier, Func<Task<Answer>> Cancel, Func<Task<Answer>> Reverse)> stories = [];
        for (var count = 0; count < 12; count++)
        {
            var (community, courier, visit, reward) = await Visited();
            var (order, street) = ((await courier.Redeems(reward)).ShouldBe(201), await lane.NewStaff(community.StreetId));
            stories.Add((
                courier, () => courier.Post($"/api/v1/redemptions/{order.Id}/cancel"),
                () => street.Post($"/staff/v1/check-ins/{visit}/reverse", new { reason = "站内没有见到人" })));
        }

        // All at once and in both orders, so that either may come first.
        var answers = await Task.WhenAll(stories.SelectMany((story, index) => index % 2 == 0
            ? new[] { story.Cancel(), story.Reverse() }
            : [story.Reverse(), story.Cancel()]));

        answers.ShouldAllBe(answer => answer.Status == 200);
        foreach (var (courier, _, _) in stories)
        {
            (await lane.PartsOf(courier)).ShouldBe((0, 0, 0));
            (await courier.Get("/api/v1/me/points")).ShouldBe(200).Number("owed").ShouldBe(0);
        }
        await ShouldAddUp();
    }

    [Fact]
    public async Task A_debt_is_taken_in_parts_as_orders_come_back_and_ends_with_what_is_handed_over()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var (one, two) = (LedgerSteps.NewCase(person, community, 10), LedgerSteps.NewCase(person, community, 8));
        await lane.Credit(one);
        await lane.Credit(two);
        var orders = new[] { NewOrder(), NewOrder(), NewOrder() };
        await lane.InLedger(async (tx, ledger, now) =>
        {
            await ledger.Reserve(tx, person.Id, 6, orders[0], now);
            await ledger.Reserve(tx, person.Id, 7, orders[1], now);
            await ledger.Reserve(tx, person.Id, 4, orders[2], now);
        });

        (await Reverse(one)).ShouldBe(1);
        (await Reverse(two)).ShouldBe(0);
        (await Reverse(two)).ShouldBe(0);
        (await Owed(person)).ShouldBe(17);
        await lane.InLedger((tx, ledger, now) => ledger.EndReservation(tx, person.Id, 6, orders[0], null, now));
        ((await lane.PartsOf(person)), await Owed(person)).ShouldBe(((0, 0, 11), 11));
        await lane.InLedger((tx, ledger, now) => ledger.EndReservation(tx, person.Id, 7, orders[1], null, now));
        ((await lane.PartsOf(person)), await Owed(person)).ShouldBe(((0, 0, 4), 4));
        await lane.InLedger((tx, ledger, now) => ledger.Redeem(tx, person.Id, 4, orders[2], community.Id, 7, now));

        ((await lane.PartsOf(person)), await Owed(person)).ShouldBe(((0, 0, 0), 0));
        (await lane.Sql.List<string>("SELECT CONCAT(collected, ' ', waived, ' ', steps) FROM point_debts WHERE user_id = @Id ORDER BY id", person))
            .ShouldBe(["9 0 2", "4 4 1"]);
        await ShouldAddUp();
    }

    [Fact]
    public async Task Reversals_and_cancellations_of_many_at_once_never_fall_below_zero()
    {
        var (community, person) = (await lane.NewCommunity(), await lane.NewPerson());
        var cases = Enumerable.Range(0, 10).Select(_ => LedgerSteps.NewCase(person, community, 7)).ToList();
        var orders = Enumerable.Range(0, 14).Select(_ => NewOrder()).ToList();
        foreach (var credit in cases)
            await lane.Credit(credit);
        foreach (var order in orders)
            await lane.InLedger((tx, ledger, now) => ledger.Reserve(tx, person.Id, 5, order, now));

        await Task.WhenAll(
        [
            .. cases.Select(credit => (Task)Reverse(credit)),
            .. orders.Select(order => lane.InLedger((tx, ledger, now) => ledger.EndReservation(tx, person.Id, 5, order, null, now))),
        ]);

        ((await lane.PartsOf(person)), await Owed(person)).ShouldBe(((0, 0, 0), 0));
        await ShouldAddUp();
    }

    private static long NewOrder() => Interlocked.Increment(ref nextOrder) * 1000 + Random.Shared.Next(1000);

    private static string Entry(Answer statement, int index)
    {
        var entry = statement[$"entries.items.{index}"];
        return $"{entry.GetProperty("amount")} {entry.GetProperty("reason")} {entry.GetProperty("source").GetProperty("kind")} {entry.GetProperty("source").GetProperty("id")}";
    }

    /// <summary>A courier with five points of one visit, and a reward for them.</summary>
    private async Task<(Community Community, Person Courier, string Visit, string Reward)> Visited()
    {
        var community = await lane.NewCommunity();
        var courier = await lane.NewCourier(community);
        var visit = (await courier.ChecksInAt(await community.NewStation())).ShouldBe(201).Id;
        return (community, courier, visit, await community.NewReward(points: 5));
    }

    private async Task Reverse(Community community, string visit) =>
        (await (await lane.NewStaff(community.StreetId)).Post($"/staff/v1/check-ins/{visit}/reverse", new { reason = "站内没有见到人" })).ShouldBe(200);

    private Task<int> Reverse(PointCredit credit) =>
        lane.InLedger((tx, ledger, now) => ledger.Reverse(tx, credit.Source, credit.SourceId, PointReason.WishReversed, 7, now));

    private Task<long> Owed(Person person) => lane.Sql.Value<long>("SELECT owed FROM point_balances WHERE user_id = @Id", person);

    private async Task ShouldAddUp()
    {
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }
}
