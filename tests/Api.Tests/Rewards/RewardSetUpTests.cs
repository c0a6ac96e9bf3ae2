using LinYuan.Tests.Points;
using LinYuan.Tests.Stations;

namespace LinYuan.Tests.Rewards;

public sealed class RewardSetUpTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Staff_enter_rewards_for_their_own_area_and_no_other()
    {
        var (mine, other) = (await lane.NewCommunity(), await lane.NewCommunity());
        var staff = await mine.Staff();

        var made = (await staff.Post("/staff/v1/rewards", RewardSteps.Body(mine.IdText))).ShouldBe(201);

        (made.Text("areaName"), made.Number("stock"), made.Number("reserved"), made.Number("version")).ShouldBe((mine.Name, 3, 0, 1));
        (await staff.Post("/staff/v1/rewards", RewardSteps.Body(other.IdText))).ShouldBeRefused(404, "resource.not_found");
        (await staff.Post("/staff/v1/rewards", RewardSteps.Body(mine.StreetId.ToString()))).ShouldBeRefused(404, "resource.not_found");
        (await staff.Post("/staff/v1/rewards", RewardSteps.Body("999999999"))).ShouldBeRefused(400, "request.invalid");
        var stranger = await other.Staff();
        (await stranger.Patch($"/staff/v1/rewards/{made.Id}", new { version = 1, stockDelta = 5 })).ShouldBeRefused(404, "resource.not_found");
        (await stranger.Get("/staff/v1/rewards")).ShouldBe(200).Items.ShouldBeEmpty();
        (await staff.Get("/staff/v1/rewards")).ShouldBe(200).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reward_is_fetched_at_a_place_that_is_named_or_at_a_station()
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();
        var station = await community.NewStation();
        object Without(string? stationId) => new { areaId = community.IdText, name = "雨衣", points = 5, stock = 1, perPersonLimit = 1, stationId };

        (await staff.Post("/staff/v1/rewards", Without(null))).ShouldBeRefused(400, "request.invalid");
        (await staff.Post("/staff/v1/rewards", Without("999999999"))).ShouldBeRefused(400, "request.invalid");
        var elsewhere = await (await lane.NewCommunity()).NewStation();
        (await staff.Post("/staff/v1/rewards", Without(elsewhere.Id))).ShouldBeRefused(400, "request.invalid")["errors.stationId"].GetArrayLength().ShouldBe(1);
        (await staff.Post("/staff/v1/rewards", Without(station.Id))).ShouldBe(201).Text("stationId").ShouldBe(station.Id);
    }

    [Fact]
    public async Task A_change_needs_the_version_that_was_read_and_never_takes_what_is_ordered()
    {
        var community = await lane.NewCommunity();
        var (staff, path) = (await community.Staff(), $"/staff/v1/rewards/{await community.NewReward(stock: 3)}");

        (await staff.Patch(path, new { version = 1, stockDelta = 2, points = 15 })).ShouldBe(200).Number("stock").ShouldBe(5);
        (await staff.Patch(path, new { version = 1, stockDelta = 2 })).ShouldBeRefused(409, "reward.changed");
        (await staff.Patch(path, new { version = 2, stockDelta = -6 })).ShouldBeRefused(409, "reward.stock_too_low");
        (await staff.Patch(path, new { version = 2, availableFrom = "2030-05-02", availableUntil = "2030-05-01" })).ShouldBeRefused(400, "request.invalid");
        (await staff.Patch(path, new { version = 2, stockDelta = -5 })).ShouldBe(200).Number("stock").ShouldBe(0);
    }

    [Fact]
    public async Task People_see_what_is_on_offer_in_their_area_and_above_and_the_pages_have_no_gap()
    {
        var community = await lane.NewCommunity();
        var person = await lane.NewPerson();
        List<string> made = [];
        for (var count = 0; count < 3; count++)
            made.Add(await community.NewReward());
        var district = await lane.NewStaff(community.DistrictId);
        made.Add((await district.Post("/staff/v1/rewards", RewardSteps.Body(community.DistrictId.ToString()))).ShouldBe(201).Id);
        var hidden = await community.NewReward();
        (await (await community.Staff()).Patch($"/staff/v1/rewards/{hidden}", new { version = 1, listed = false })).ShouldBe(200);
        var later = await community.NewReward();
        (await (await community.Staff()).Patch($"/staff/v1/rewards/{later}", new { version = 1, availableFrom = "2126-01-01" })).ShouldBe(200);

        var first = (await person.Get($"/api/v1/rewards?areaId={community.Id}&limit=2")).ShouldBe(200);
        var second = (await person.Get($"/api/v1/rewards?areaId={community.Id}&limit=2&after={first.Text("next")}")).ShouldBe(200);

        first.Items.Concat(second.Items).Select(item => item.GetProperty("id").GetString()).ShouldBe(made);
        second.Text("next").ShouldBeNull();
        (await person.Get($"/api/v1/rewards/{later}")).ShouldBe(200)["actions"].GetArrayLength().ShouldBe(0);
        (await person.Get($"/api/v1/rewards/{made[0]}")).ShouldBe(200)["actions"].GetArrayLength().ShouldBe(0);
        await lane.WithPoints(community, 20, person);
        (await person.Get($"/api/v1/rewards/{made[0]}")).ShouldBe(200)["actions.0"].GetString().ShouldBe("redeem");
    }

    [Fact]
    public async Task To_redeem_is_offered_exactly_where_it_is_accepted()
    {
        var community = await lane.NewCommunity();
        var person = await lane.WithPoints(community, 60);
        var (cheap, once, dear) = (await community.NewReward(points: 10), await community.NewReward(perPersonLimit: 1), await community.NewReward(points: 61));
        var other = await lane.WithPoints(community, 10);
        (await Offers(person, community)).ShouldBe([cheap, once]);
        (await Offers(other, community)).ShouldBe([cheap]);
        (await person.Redeems(dear)).ShouldBeRefused(409, "points.insufficient");

        var order = (await person.Redeems(once)).ShouldBe(201).Id;

        (await Offers(person, community)).ShouldBe([cheap]);
        (await person.Redeems(once)).ShouldBeRefused(409, "reward.person_limit");
        (await person.Post($"/api/v1/redemptions/{order}/cancel")).ShouldBe(200);
        (await Offers(person, community)).ShouldBe([cheap, once]);
        (await person.Redeems(once)).ShouldBe(201);
        for (var count = 0; count < 2; count++)
            (await person.Redeems(cheap)).ShouldBe(201);
        (await Offers(person, community)).ShouldBeEmpty();
        (await Offers(await lane.NewPerson(), community)).ShouldBeEmpty();
    }

    /// <summary>The rewards that the list lets the person redeem; each of them alone says the same.</summary>
    private static async Task<IReadOnlyList<string>> Offers(Person person, Community community)
    {
        List<string> offered = [];
        foreach (var item in (await person.Get($"/api/v1/rewards?areaId={community.Id}")).ShouldBe(200).Items)
        {
            var (id, actions) = (item.GetProperty("id").GetString()!, item.GetProperty("actions").GetRawText());
            (await person.Get($"/api/v1/rewards/{id}")).ShouldBe(200)["actions"].GetRawText().ShouldBe(actions);
            if (actions.Contains("redeem"))
                offered.Add(id);
        }
        return offered;
    }
}
