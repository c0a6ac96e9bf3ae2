using LinYuan.Tests.Points;

namespace LinYuan.Tests.Rewards;

/// <summary>Sets rewards up and orders them, over HTTP.</summary>
public static class RewardSteps
{
    public static readonly TimeSpan Hold = TimeSpan.FromHours(72);

    /// <summary>A reward of the community at 20 points; the id of it.</summary>
    public static async Task<string> NewReward(this Community community, int stock = 3, int points = 20, int perPersonLimit = 2) =>
        (await (await community.Staff()).Post("/staff/v1/rewards", Body(community.IdText, stock, points, perPersonLimit))).ShouldBe(201).Id;

    public static object Body(string areaId, int stock = 3, int points = 20, int perPersonLimit = 2) => new
    {
        areaId, name = "保温杯", description = "小哥专用", points, stock, perPersonLimit, handOverAt = "社区服务中心一楼",
    };

    public static Task<Answer> Redeems(this Person person, string rewardId) => person.Post("/api/v1/redemptions", new { rewardId });

    public static Task<Answer> HandsOver(this Person staff, string id) => staff.Post($"/staff/v1/redemptions/{id}/hand-over");

    /// <summary>Stock and reserved.</summary>
    public static async Task<(int Stock, int Reserved)> StockOf(this Lane lane, string rewardId) =>
        (await lane.Sql.List<(int Stock, int Reserved)>("SELECT stock, reserved FROM rewards WHERE id = @rewardId", new { rewardId }))[0];

    public static async Task ShouldAddUp(this Lane lane)
    {
        (await lane.UnequalBalances()).ShouldBe(0);
        (await lane.SumOfAllEntries()).ShouldBe(0);
    }
}
