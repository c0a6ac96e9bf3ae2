using LinYuan.Api.Features.Rewards.Redeeming;
using LinYuan.Tests.Points;
using LinYuan.Tests.Stations;

namespace LinYuan.Tests.Rewards;

public sealed class RedemptionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task An_order_sets_goods_and_points_aside_until_it_is_handed_over()
    {
        var (community, person, reward) = await Ready();

        var order = (await person.Redeems(reward)).ShouldBe(201);

        (order.Text("status"), order.Number("points"), order.Text("code")!.Length).ShouldBe(("reserved", 20, 10));
        order["expiresAt"].GetDateTimeOffset().ShouldBe(lane.Clock.Now + RewardSteps.Hold, TimeSpan.FromSeconds(1));
        (await lane.PartsOf(person)).ShouldBe((40, 0, 20));
        (await lane.StockOf(reward)).ShouldBe((2, 1));
        var given = (await (await community.Staff()).HandsOver(order.Id)).ShouldBe(200);
        (given.Text("status"), given.Text("code")).ShouldBe(("redeemed", null));
        (await lane.PartsOf(person)).ShouldBe((40, 0, 0));
        (await lane.StockOf(reward)).ShouldBe((2, 0));
        (await lane.Sql.List<string>("""
            SELECT CONCAT(account_kind, ' ', account_id, ' ', amount, ' ', reason) FROM point_entries
            WHERE source_kind = 'redemption' AND source_id = @Id ORDER BY id
            """, new { order.Id })).ShouldBe([
                $"userReserved {person.Id} 20 reserved", $"user {person.Id} -20 reserved",
                $"redeemed {community.Id} 20 redeemed", $"userReserved {person.Id} -20 redeemed"]);
        (await lane.Sql.Count("outbox_messages WHERE kind = 'redemption.handedOver' AND recipient_id = @Id", person)).ShouldBe(1);
        var mine = (await person.Get("/api/v1/me/redemptions")).ShouldBe(200);
        mine.Text("items.0.status").ShouldBe("redeemed");
        (await person.Get($"/api/v1/me/redemptions/{order.Id}")).ShouldBe(200);
        await lane.ShouldAddUp();
    }

    [Fact]
    public async Task The_code_is_shown_only_while_the_order_can_be_fetched()
    {
        var (community, person, _) = await Ready();
        var reward = await community.NewReward(points: 10, perPersonLimit: 3);
        var orders = new List<Answer>();
        for (var count = 0; count < 3; count++)
            orders.Add((await person.Redeems(reward)).ShouldBe(201));
        foreach (var order in orders)
            (await CodesOf(person, order.Id)).ShouldBe((order.Text("code"), order.Text("code")));

        (await (await community.Staff()).HandsOver(orders[0].Id)).ShouldBe(200);
        (await person.Post($"/api/v1/redemptions/{orders[1].Id}/cancel")).ShouldBe(200).Text("code").ShouldBeNull();
        lane.Clock.Advance(RewardSteps.Hold);

        foreach (var order in orders)
            (await CodesOf(person, order.Id)).ShouldBe((null, null));
        await lane.RunByThree<ReleaseRedemptions>();
        (await CodesOf(person, orders[2].Id)).ShouldBe((null, null));
    }

    [Fact]
    public async Task Staff_find_an_order_by_the_code_that_the_person_shows()
    {
        var (community, person, reward) = await Ready();
        var code = (await person.Redeems(reward)).ShouldBe(201).Text("code");
        var (staff, stranger) = (await community.Staff(), await (await lane.NewCommunity()).Staff());

        (await stranger.Post("/staff/v1/redemptions/hand-over", new { code })).ShouldBeRefused(404, "redemption.code_wrong");
        (await staff.Post("/staff/v1/redemptions/hand-over", new { code = "0000000000" })).ShouldBeRefused(404, "redemption.code_wrong");
        (await staff.Post("/staff/v1/redemptions/hand-over", new { code = "12" })).ShouldBeRefused(400, "request.invalid");
        (await staff.Post("/staff/v1/redemptions/hand-over", new { code })).ShouldBe(200).Text("status").ShouldBe("redeemed");
        (await staff.Post("/staff/v1/redemptions/hand-over", new { code })).ShouldBeRefused(409, "redemption.wrong_state");
    }

    [Fact]
    public async Task The_keeper_of_the_station_hands_over_by_code_and_nobody_else_does()
    {
        var (community, person, _) = await Ready();
        var (station, keeper) = (await community.NewStation(), await lane.NewPerson());
        await lane.Sql.Execute("UPDATE stations SET keeper_id = @keeper WHERE id = @station", new { keeper = keeper.Id, station = station.Id });
        var reward = (await (await community.Staff()).Post("/staff/v1/rewards", new
        {
            areaId = community.IdText, name = "雨衣", points = 5, stock = 2, perPersonLimit = 1, stationId = station.Id,
        })).ShouldBe(201).Id;
        var code = (await person.Redeems(reward)).ShouldBe(201).Text("code");
        const string Path = "/api/v1/redemptions/hand-over";

        (await person.Post(Path, new { code })).ShouldBeRefused(404, "redemption.code_wrong");
        (await keeper.Post(Path, new { code })).ShouldBe(200).Text("status").ShouldBe("redeemed");

        var own = await lane.WithPoints(community, 5, keeper);
        (await own.Post(Path, new { code = (await own.Redeems(reward)).ShouldBe(201).Text("code") })).ShouldBeRefused(403, "redemption.own_case");
    }

    [Fact]
    public async Task Nobody_hands_over_to_themselves()
    {
        var (community, _, reward) = await Ready();
        var staff = await lane.WithPoints(community, 20, await community.Staff());
        var order = (await staff.Redeems(reward)).ShouldBe(201);

        (await staff.HandsOver(order.Id)).ShouldBeRefused(403, "redemption.own_case");

        (await (await lane.NewStaff(community.StreetId)).HandsOver(order.Id)).ShouldBe(200);
    }

    [Fact]
    public async Task An_order_that_cannot_be_is_refused_and_leaves_nothing_behind()
    {
        var (community, person, reward) = await Ready();
        var poor = await lane.WithPoints(community, 19);
        (await poor.Redeems(reward)).ShouldBeRefused(409, "points.insufficient");
        (await person.Redeems("999999999")).ShouldBeRefused(400, "request.invalid");
        (await person.Redeems(await community.NewReward(stock: 0))).ShouldBeRefused(409, "reward.sold_out");
        var hidden = await community.NewReward();
        (await (await community.Staff()).Patch($"/staff/v1/rewards/{hidden}", new { version = 1, listed = false })).ShouldBe(200);
        (await person.Redeems(hidden)).ShouldBeRefused(409, "reward.not_available");
        (await person.Redeems(reward)).ShouldBe(201);
        (await person.Redeems(reward)).ShouldBe(201);

        (await person.Redeems(reward)).ShouldBeRefused(409, "reward.person_limit");

        (await lane.StockOf(reward)).ShouldBe((1, 2));
        (await lane.PartsOf(poor)).ShouldBe((19, 0, 0));
        (await lane.PartsOf(person)).ShouldBe((20, 0, 40));
        await lane.ShouldAddUp();
    }

    [Fact]
    public async Task The_same_call_again_is_one_order()
    {
        var (_, person, reward) = await Ready();
        var key = Client.NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => person.Post("/api/v1/redemptions", new { rewardId = reward }, key)));

        answers.Select(answer => answer.ShouldBe(201).Id).Distinct().Count().ShouldBe(1);
        (await lane.StockOf(reward)).ShouldBe((2, 1));
    }

    [Fact]
    public async Task A_person_cancels_and_has_the_points_back_once()
    {
        var (community, person, reward) = await Ready();
        var order = (await person.Redeems(reward)).ShouldBe(201);
        var path = $"/api/v1/redemptions/{order.Id}/cancel";
        (await (await lane.NewPerson()).Post(path)).ShouldBeRefused(404, "resource.not_found");

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => person.Post(path)));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var late in answers.Where(answer => answer.Status != 200))
            late.ShouldBeRefused(409, "redemption.wrong_state");
        (await (await community.Staff()).HandsOver(order.Id)).ShouldBeRefused(409, "redemption.wrong_state");
        (await lane.PartsOf(person)).ShouldBe((60, 0, 0));
        (await lane.StockOf(reward)).ShouldBe((3, 0));
        await lane.ShouldAddUp();
    }

    [Fact]
    public async Task What_nobody_fetches_goes_back_after_72_hours_once_with_three_runners_racing()
    {
        var (community, person, reward) = await Ready();
        var order = (await person.Redeems(reward)).ShouldBe(201);
        lane.Clock.Advance(RewardSteps.Hold - TimeSpan.FromMilliseconds(1));
        await lane.RunByThree<ReleaseRedemptions>();
        (await lane.PartsOf(person)).ShouldBe((40, 0, 20));

        lane.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await (await community.Staff()).HandsOver(order.Id)).ShouldBeRefused(409, "redemption.expired");
        await lane.RunByThree<ReleaseRedemptions>();

        (await lane.PartsOf(person)).ShouldBe((60, 0, 0));
        (await lane.StockOf(reward)).ShouldBe((3, 0));
        (await person.Get($"/api/v1/me/redemptions/{order.Id}")).ShouldBe(200).Text("status").ShouldBe("released");
        (await lane.Sql.Count("outbox_messages WHERE kind = 'redemption.released' AND recipient_id = @Id", person)).ShouldBe(1);
        await lane.ShouldAddUp();
    }

    [Fact]
    public async Task A_price_that_changes_holds_for_new_orders_only()
    {
        var (community, person, reward) = await Ready();
        var order = (await person.Redeems(reward)).ShouldBe(201);
        (await (await community.Staff()).Patch($"/staff/v1/rewards/{reward}", new { version = 1, points = 40 })).ShouldBe(200);

        (await (await community.Staff()).HandsOver(order.Id)).ShouldBe(200).Number("points").ShouldBe(20);
        (await person.Redeems(reward)).ShouldBe(201).Number("points").ShouldBe(40);
        (await lane.PartsOf(person)).ShouldBe((0, 0, 40));
    }

    [Fact]
    public async Task Whoever_deletes_the_account_gives_back_what_waits_and_the_export_names_it_before()
    {
        var (_, person, reward) = await Ready();
        (await person.Redeems(reward)).ShouldBe(201);
        (await person.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldContain("\"redemptions\"");

        (await person.Delete("/api/v1/me")).Status.ShouldBeInRange(200, 204);

        (await lane.StockOf(reward)).ShouldBe((3, 0));
        (await lane.PartsOf(person)).ShouldBe((60, 0, 0));
        await lane.ShouldAddUp();
    }

    /// <summary>As the order itself and the list of orders say it.</summary>
    private static async Task<(string? Alone, string? InList)> CodesOf(Person person, string id)
    {
        var listed = (await person.Get("/api/v1/me/redemptions")).ShouldBe(200).Items.Single(item => item.GetProperty("id").GetString() == id);
        return ((await person.Get($"/api/v1/me/redemptions/{id}")).ShouldBe(200).Text("code"), listed.GetProperty("code").GetString());
    }

    /// <summary>A person with 60 points and a reward at 20.</summary>
    private async Task<(Community Community, Person Person, string Reward)> Ready()
    {
        var community = await lane.NewCommunity();
        return (community, await lane.WithPoints(community, 60), await community.NewReward());
    }
}
