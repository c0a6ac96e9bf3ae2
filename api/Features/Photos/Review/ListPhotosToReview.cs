using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos;

/// <summary>The photos of the caller's area that wait for a decision, oldest first; by status also the others.</summary>
public static class ListPhotosToReview
{
    public static async Task<Page<PhotoView>> Handle(
        string? status, string? areaId, PageQuery page, Caller caller, Db db, PhotoStore photos, PhotoViews views, AreaStore areas)
    {
        var wanted = JsonConventions.ParseWord<PhotoStatus>(status, "status") ?? PhotoStatus.Review;
        if (wanted == PhotoStatus.Removed)
            throw Refusal.Invalid("status", "删除的照片不能查看");
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(caller, areaId, areas);
        var rows = await db.Read(session => photos.ListQueue(session, subtree, wanted, after, page.Rows));
        return page.Cut(rows, row => [row.Id], row => views.For(row, caller));
    }
}
