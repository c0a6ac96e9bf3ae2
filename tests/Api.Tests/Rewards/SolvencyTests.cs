using LinYuan.Api.Features.Points.Checks;
using LinYuan.Tests.Points;

namespace LinYuan.Tests.Rewards;

public sealed class SolvencyTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Points_in_circulation_stand_over_the_rewards_that_are_funded()
    {
        var community = await lane.NewCommunity();
        var person = await lane.WithPoints(community, 60);
        var reward = await community.NewReward(stock: 5, points: 20);
        await Sum();

        await ShouldBe(community.Id, circulating: 60, funded: 100, ratio: 0.6m);
        await ShouldBe(community.StreetId, 60, 100, 0.6m);
        await ShouldBe(community.DistrictId, 60, 100, 0.6m);
        await ShouldBe((await lane.NewCommunity()).Id, 0, 0, null);
        var order = (await person.Redeems(reward)).ShouldBe(201);
        await Sum();
        await ShouldBe(community.Id, 60, 100, 0.6m);
        (await (await community.Staff()).HandsOver(order.Id)).ShouldBe(200);
        await Sum();

        await ShouldBe(community.Id, 40, 80, 0.5m);
        (await lane.Anyone.Get("/open/v1/points/solvency")).ShouldBe(200).Header("ETag").ShouldNotBeNull();
        (await lane.Anyone.Get("/open/v1/points/solvency?areaId=999999999")).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task Entries_are_summed_once_with_three_runners_racing()
    {
        var community = await lane.NewCommunity();
        await lane.WithPoints(community, 60);
        await lane.WithPoints(community, 40);

        await Sum();
        await Sum();

        await ShouldBe(community.Id, 100, 0, null);
        (await lane.Sql.Value<decimal>("SELECT SUM(balance) FROM point_balances"))
            .ShouldBe((await lane.Anyone.Get("/open/v1/points/solvency")).Number("inCirculation"));
    }

    /// <summary>The newest minutes are not counted yet, since some of their transactions may be under way.</summary>
    private async Task Sum()
    {
        lane.Clock.Advance(TimeSpan.FromMinutes(3));
        await lane.RunByThree<SumPointAccounts>();
    }

    private async Task ShouldBe(long areaId, int circulating, int funded, decimal? ratio)
    {
        var solvency = (await lane.Anyone.Get($"/open/v1/points/solvency?areaId={areaId}")).ShouldBe(200);
        (solvency.Number("inCirculation"), solvency.Number("rewardsFunded")).ShouldBe((circulating, funded));
        (solvency["ratio"].ValueKind == System.Text.Json.JsonValueKind.Null ? (decimal?)null : solvency["ratio"].GetDecimal()).ShouldBe(ratio);
    }
}
