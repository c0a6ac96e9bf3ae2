using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards;

/// <summary>What may be ordered now: of an area and all below it, and of the areas above, which give to its people too.</summary>
public static class ListRewards
{
    public static async Task<Page<RewardView>> Handle(
        string? areaId, PageQuery page, Caller caller, AreaStore areas, RewardStore rewards, RewardViews views, Db db, TimeProvider time)
    {
        var subtree = await areas.SubtreeOf(areaId);
        long?[] line = subtree is not null && await areas.Find(subtree.AreaId) is { } area ? [area.DistrictId, area.StreetId] : [];
        var above = line.OfType<long>().Where(id => id != subtree?.AreaId).ToList();
        var (rows, means) = await db.Read(async session =>
        {
            var open = await rewards.ListOpen(session, subtree, above, ChinaTime.LocalDay(time.Now()), page.AfterOr(0), page.Rows);
            return (open, await views.MeansOf(session, caller.UserId, open));
        });
        return await page.Cut(rows, row => [row.Id], row => views.Of(row, means));
    }
}

public static class GetReward
{
    /// <summary>One reward, also one that is no longer on offer, for those who have ordered it; then it has no actions.</summary>
    public static async Task<RewardView> Handle(EntityId id, Caller caller, RewardStore rewards, RewardViews views, Db db)
    {
        var (reward, means) = await db.Read(async session => await rewards.Find(session, id.Value) is { } found
            ? (found, await views.MeansOf(session, caller.UserId, found))
            : throw new Refusal(RequestErrors.NotFound));
        return await views.Of(reward, means);
    }
}

/// <summary>All rewards of the caller's area, newest first.</summary>
public static class ListStaffRewards
{
    public static async Task<Page<StaffRewardView>> Handle(
        string? areaId, PageQuery page, Caller caller, AreaStore areas, RewardStore rewards, RewardViews views, Db db)
    {
        var subtree = await StaffScope.Of(caller, areaId, areas);
        var rows = await db.Read(session => rewards.ListFor(session, subtree, page.AfterOr(long.MaxValue), page.Rows));
        return await page.Cut(rows, row => [row.Id], views.ForStaff);
    }
}
