using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>The public wall of wishes, newest first: reviewed text only.</summary>
public static class ListWishes
{
    public static async Task<Page<PublicWishView>> Handle(
        string? areaId, string? status, string? category, PageQuery page, Db db, WishStore wishes, CrowdStore crowd, AreaStore areas)
    {
        var wantedStatus = JsonConventions.ParseWord<WishStatus>(status, "status");
        var wantedCategory = JsonConventions.ParseWord<WishCategory>(category, "category");
        var before = page.AfterOr(long.MaxValue);
        var subtree = await areas.SubtreeOf(areaId);
        var (rows, crowds) = await db.Read(async session =>
        {
            var listed = await wishes.ListPublic(session, subtree, wantedStatus, wantedCategory, before, page.Rows);
            return (listed, await crowd.PartsOf(session, [.. listed.Where(row => row.IsCrowd).Select(row => row.Id)]));
        });
        return await page.Cut(rows, row => [row.Id], async row =>
            WishViews.Public(row, crowds.GetValueOrDefault(row.Id), await areas.NameOf(row.CommunityId)));
    }
}

/// <summary>The caller's own wishes, newest first, whatever their state.</summary>
public static class ListMyWishes
{
    public static async Task<Page<WishView>> Handle(PageQuery page, Caller caller, Db db, WishStore wishes, AreaStore areas, TimeProvider time)
    {
        var rows = await db.Read(session => wishes.ListMine(session, caller.UserId, page.AfterOr(long.MaxValue), page.Rows));
        return await WishPages.For(caller, page, rows, areas, time);
    }
}

/// <summary>The review queue of the caller's area, oldest first.</summary>
public static class ListWishesToReview
{
    public static async Task<Page<WishView>> Handle(
        string? status, string? areaId, PageQuery page, Caller caller, Db db, WishStore wishes, AreaStore areas, TimeProvider time)
    {
        var wanted = JsonConventions.ParseWord<WishStatus>(status, "status") ?? WishStatus.PendingReview;
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(caller, areaId, areas);
        var rows = await db.Read(session => wishes.ListQueue(session, subtree, wanted, after, page.Rows));
        return await WishPages.For(caller, page, rows, areas, time);
    }
}

internal static class WishPages
{
    public static Task<Page<WishView>> For(Caller caller, PageQuery page, IReadOnlyList<Wish> rows, AreaStore areas, TimeProvider time)
    {
        var now = time.Now();
        return page.Cut(rows, row => [row.Id], async row =>
            WishViews.For(caller, row, await areas.NameOf(row.Place.CommunityId), now));
    }
}
