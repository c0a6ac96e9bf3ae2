using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Points;

/// <summary>Whose budget pays the points of a community.</summary>
public enum PointPayer
{
    Community,
    District,
}

public sealed record ChangePointBudgetRequest([property: Needed] PointPayer? PaidBy);

public sealed record PointBudgetView(EntityId CommunityId, PointPayer PaidBy);

/// <summary>The district's staff say whether it pays for a community that has no budget of its own.</summary>
public static class ChangePointBudget
{
    public static async Task<PointBudgetView> Handle(
        EntityId id, ChangePointBudgetRequest body, Caller caller, AreaStore areas, PointBudgetStore budgets, Db db)
    {
        if (await areas.Find(id.Value) is not { Level: AreaLevel.Community } community || !caller.IsStaffOf(community.DistrictId))
            throw new Refusal(RequestErrors.NotFound);
        await db.InTransaction(caller, tx => body.PaidBy == PointPayer.District
            ? budgets.LetDistrictPay(tx, community.Id, community.DistrictId)
            : budgets.LetCommunityPay(tx, community.Id));
        return new PointBudgetView(id, body.PaidBy!.Value);
    }
}
