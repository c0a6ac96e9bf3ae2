using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos.Reviewing;

/// <summary>The photos of the caller's area that wait for a decision, oldest first; by status also the others.</summary>
public static class ListPhotosToReview
{
    public static async Task<Page<PhotoView>> Handle(
        string? status, string? areaId, PageQuery page, Caller caller, Db db, PhotoStore photos, PhotoSubjects subjects, PhotoViews views,
        AreaStore areas)
    {
        var wanted = JsonConventions.ParseWord<PhotoStatus>(status, "status") ?? PhotoStatus.Review;
        if (wanted == PhotoStatus.Removed)
            throw Refusal.Invalid("status", "删除的照片不能查看");
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(caller, areaId, areas);
        return await db.Read(async session => await page.Cut(
            await photos.ListQueue(session, subtree, wanted, after, page.Rows), row => [row.Id], Views(session, subjects, views, caller)));
    }

    /// <summary>Photos of one wish, clue or station mostly come one after the other; each of those is looked up once for a page.</summary>
    private static Func<Photo, Task<PhotoView>> Views(DbSession session, PhotoSubjects subjects, PhotoViews views, Caller caller)
    {
        Dictionary<(IPhotographed Sort, long Id), PhotoCase> cases = [];
        return async photo =>
        {
            var key = (subjects.Of(photo), photo.CaseId);
            if (!cases.TryGetValue(key, out var of))
                cases[key] = of = await subjects.Of(photo).Find(session, photo.CaseId, caller);
            return views.For(photo, of);
        };
    }
}
