using LinYuan.Api.Features.Rewards.Redeeming;
using LinYuan.Tests.Points;

namespace LinYuan.Tests.Rewards;

public sealed class RedemptionRaceTests
{
    private const int People = 50;
    private const int OrdersEach = 20;
    private const int Stock = 100;

    [Fact]
    public async Task A_thousand_orders_at_once_of_a_stock_of_a_hundred_are_exactly_a_hundred()
    {
        await using var lane = await Lane.Start(new LaneSettings
        {
            // A thousand calls at one moment wait in line here instead of being asked to come back.
            Options = new Dictionary<string, string> { ["Database:WaitLimit"] = "00:01:00" },
        });
        var community = await lane.NewCommunity();
        var reward = await community.NewReward(Stock, points: 5, perPersonLimit: OrdersEach);
        List<Person> people = [];
        for (var count = 0; count < People; count++)
            people.Add(await lane.WithPoints(community, 100));

        var load = Task.WhenAll(Enumerable.Range(0, OrdersEach).SelectMany(_ => people.Select(person => person.Redeems(reward))));
        var looks = 0;
        do
        {
            await lane.ShouldAddUp();
            looks++;
        }
        while (!load.IsCompleted);

        var answers = await load;
        looks.ShouldBeGreaterThan(1);
        answers.Count(answer => answer.Status == 201).ShouldBe(Stock);
        foreach (var late in answers.Where(answer => answer.Status != 201))
            late.ShouldBeRefused(409, "reward.sold_out");
        (await lane.StockOf(reward)).ShouldBe((0, Stock));
        (await lane.Sql.Count("redemptions WHERE reward_id = @reward AND status = 'reserved'", new { reward })).ShouldBe(Stock);
        (await lane.Sql.Value<decimal>("SELECT SUM(amount) FROM point_entries WHERE account_kind = 'userReserved'")).ShouldBe(Stock * 5);
        (await lane.Sql.Value<decimal>("SELECT SUM(reserved) FROM point_balances")).ShouldBe(Stock * 5);
        await lane.ShouldAddUp();
    }

    [Fact]
    public async Task Who_deletes_the_account_while_ordering_leaves_no_order_behind()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        for (var round = 0; round < 5; round++)
        {
            var (person, reward) = (await lane.WithPoints(community, 100), await community.NewReward(stock: 20, points: 5, perPersonLimit: 20));

            var orders = Task.WhenAll(Enumerable.Range(0, 8).Select(_ => person.Redeems(reward)));
            var deletion = await person.Delete("/api/v1/me");
            await orders;

            var waiting = await lane.Sql.Count("redemptions WHERE reward_id = @reward AND status = 'reserved'", new { reward });
            (deletion.Status == 204 ? waiting : 0).ShouldBe(0);
        }
        await lane.ShouldAddUp();
    }

    [Fact]
    public async Task Orders_hand_overs_cancellations_and_releases_at_once_keep_stock_and_ledger_equal()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var (staff, reward) = (await community.Staff(), await community.NewReward(stock: 30, points: 5, perPersonLimit: 100));
        var people = new List<Person>();
        for (var count = 0; count < 6; count++)
            people.Add(await lane.WithPoints(community, 100));
        List<(Person Person, string Id)> old = [];
        foreach (var person in people)
            old.Add((person, (await person.Redeems(reward)).ShouldBe(201).Id));
        lane.Clock.Advance(RewardSteps.Hold / 2);
        List<(Person Person, string Id)> waiting = [];
        foreach (var person in people)
            waiting.Add((person, (await person.Redeems(reward)).ShouldBe(201).Id));
        lane.Clock.Advance(RewardSteps.Hold / 2);

        var answers = await Task.WhenAll(
        [
            .. waiting.Select(order => staff.HandsOver(order.Id)),
            .. waiting.Select(order => order.Person.Post($"/api/v1/redemptions/{order.Id}/cancel")),
            .. old.Select(order => order.Person.Post($"/api/v1/redemptions/{order.Id}/cancel")),
            .. people.Select(person => person.Redeems(reward)),
            .. people.Select(_ => Released(lane)),
        ]);

        answers.ShouldAllBe(answer => answer == null || answer.Status < 500);
        var live = await lane.Sql.Count("redemptions WHERE status = 'reserved'");
        var given = await lane.Sql.Count("redemptions WHERE status = 'redeemed'");
        (await lane.StockOf(reward)).ShouldBe(((int)(30 - live - given), (int)live));
        (await lane.Sql.Value<decimal>("SELECT SUM(reserved) FROM point_balances")).ShouldBe(live * 5);
        (await lane.Sql.Count("redemptions WHERE ended_at IS NOT NULL AND status = 'reserved'")).ShouldBe(0);
        await lane.ShouldAddUp();
    }

    [Fact]
    public async Task The_limit_of_a_person_holds_when_all_orders_come_at_once()
    {
        await using var lane = await Lane.Start();
        var community = await lane.NewCommunity();
        var (person, reward) = (await lane.WithPoints(community, 100), await community.NewReward(stock: 50, points: 5, perPersonLimit: 3));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => person.Redeems(reward)));

        answers.Count(answer => answer.Status == 201).ShouldBe(3);
        foreach (var late in answers.Where(answer => answer.Status != 201))
            late.ShouldBeRefused(409, "reward.person_limit");
        await lane.ShouldAddUp();
    }

    private static async Task<Answer?> Released(Lane lane)
    {
        await lane.Run<ReleaseRedemptions>();
        return null;
    }
}
