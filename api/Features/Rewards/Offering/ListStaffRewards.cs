using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Rewards.Offering;

/// <param name="AreaId">An area that a role of the caller covers; the caller's own first one when it is left out.</param>
public sealed record ListStaffRewardsRequest(string? AreaId, PageQuery Page);

/// <summary>Staff see all rewards of their area, newest first.</summary>
public sealed class ListStaffRewards(AreaStore areas, RewardStore rewards, RewardViews views, Db db)
    : ReadOperation<ListStaffRewardsRequest, Page<StaffRewardView>>
{
    public override void Configure()
    {
        Get("/rewards");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<StaffRewardView>> Read(ListStaffRewardsRequest request, CancellationToken ct)
    {
        var subtree = await StaffScope.Of(Caller, request.AreaId, areas);
        var rows = await db.Read(session => rewards.ListFor(session, subtree, request.Page.AfterOr(long.MaxValue), request.Page.Rows));
        return await request.Page.Cut(rows, row => [row.Id], views.ForStaff);
    }
}
