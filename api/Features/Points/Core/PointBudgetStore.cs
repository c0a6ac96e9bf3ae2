using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Points.Core;

/// <summary>Which communities have no budget of their own. It decides who pays from then on; what was paid stays where it was.</summary>
public sealed class PointBudgetStore
{
    public Task LetDistrictPay(Tx tx, long communityId, long districtId) => tx.Execute(
        "INSERT IGNORE INTO point_budgets (community_id, district_id) VALUES (@communityId, @districtId)", new { communityId, districtId });

    public Task LetCommunityPay(Tx tx, long communityId) =>
        tx.Execute("DELETE FROM point_budgets WHERE community_id = @communityId", new { communityId });
}
