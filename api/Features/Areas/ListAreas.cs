using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Areas;

public sealed record AreaView(EntityId Id, string Code, string Name, AreaLevel Level, EntityId? ParentId);

/// <summary>Areas by parent or level, in the order in which they were entered.</summary>
public static class ListAreas
{
    public static async Task<Page<AreaView>> Handle(string? parentId, string? level, PageQuery page, AreaStore areas, Db db)
    {
        var wanted = JsonConventions.ParseWord<AreaLevel>(level, "level");
        var parent = EntityId.TryRead(parentId, out var id) ? id.Value : (long?)null;
        if (!string.IsNullOrEmpty(parentId) && parent is null)
            throw Refusal.Invalid("parentId", "没有这个区域");
        var after = page.AfterOr(0);
        var rows = await db.Read(session => areas.List(session, parent, wanted, after, page.Rows));
        return page.Cut(rows, row => [row.Id], row => new AreaView(
            new EntityId(row.Id), row.Code, row.Name, row.Level, row.ParentId is { } above ? new EntityId(above) : null));
    }
}
