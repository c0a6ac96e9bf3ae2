using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Points;

/// <summary>Whose budget pays the points of a community.</summary>
public enum PointPayer
{
    Community,
    District,
}

[ValidatableType]
public sealed record ChangePointBudgetRequest([property: Needed] PointPayer? PaidBy);

public sealed record PointBudgetView(EntityId CommunityId, PointPayer PaidBy);

/// <summary>The district's staff say whether it pays for a community that has no budget of its own.</summary>
public sealed class ChangePointBudget(AreaStore areas, PointBudgetStore budgets, Db db) : Operation<ChangePointBudgetRequest, PointBudgetView>
{
    public override void Configure()
    {
        Patch("/points/budgets/{id}");
        Group<Staff>();
        Changes(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(ChangePointBudgetRequest request, CancellationToken ct)
    {
        if (await areas.Find(Id.Value) is not { Level: AreaLevel.Community } community || !Caller.IsStaffOf(community.DistrictId))
            throw new Refusal(RequestErrors.NotFound);
        await db.InTransaction(Caller, tx => request.PaidBy == PointPayer.District
            ? budgets.LetDistrictPay(tx, community.Id, community.DistrictId)
            : budgets.LetCommunityPay(tx, community.Id));
        return TypedResults.Ok(new PointBudgetView(Id, request.PaidBy!.Value));
    }
}
