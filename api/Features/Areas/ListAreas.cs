using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Areas;

public sealed record AreaView(EntityId Id, string Code, string Name, AreaLevel Level, EntityId? ParentId);

/// <param name="ParentId">The area that they lie directly in.</param>
/// <param name="Level">The level of which they are.</param>
public sealed record ListAreasRequest(string? ParentId, AreaLevel? Level, PageQuery Page);

/// <summary>Anyone looks up areas by parent or level, in the order in which they were entered.</summary>
public sealed class ListAreas(AreaStore areas, Db db) : ReadOperation<ListAreasRequest, Page<AreaView>>
{
    public override void Configure()
    {
        Get("/areas");
        Group<Open>();
        Reads();
        Keeps(AreasModule.Shelf);
    }

    protected override async Task<Page<AreaView>> Read(ListAreasRequest request, CancellationToken ct)
    {
        var parent = EntityId.TryRead(request.ParentId, out var id) ? id.Value : (long?)null;
        if (!string.IsNullOrEmpty(request.ParentId) && parent is null)
            throw Refusal.Invalid("parentId", "没有这个区域");
        var after = request.Page.AfterOr(0);
        var rows = await db.Read(session => areas.List(session, parent, request.Level, after, request.Page.Rows));
        return request.Page.Cut(rows, row => [row.Id], row => new AreaView(
            new EntityId(row.Id), row.Code, row.Name, row.Level, row.ParentId is { } above ? new EntityId(above) : null));
    }
}
