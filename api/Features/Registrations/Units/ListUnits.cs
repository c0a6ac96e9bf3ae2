using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Units;

/// <param name="EligibleMembers">Null for a unit so small that the number would speak of single people.</param>
public sealed record UnitView(EntityId Id, string Name, int? EligibleMembers);

/// <param name="AreaId">An area of the district whose units are asked for; without it, those of all districts.</param>
public sealed record ListUnitsRequest(string? AreaId, PageQuery Page);

/// <summary>Anyone looks up the units (单位) that members may come from: those of the district that an area lies in, or all of them.</summary>
public sealed class ListUnits(UnitStore units, AreaStore areas, Db db) : ReadOperation<ListUnitsRequest, Page<UnitView>>
{
    private const int SmallestShown = 5;

    public override void Configure()
    {
        Get("/units");
        Group<Open>();
        Reads();
    }

    protected override async Task<Page<UnitView>> Read(ListUnitsRequest request, CancellationToken ct)
    {
        var page = request.Page;
        var after = page.AfterOr(0);
        var subtree = await areas.SubtreeOf(request.AreaId);
        var district = subtree is null ? null : (await areas.Find(subtree.AreaId))?.DistrictId;
        var rows = await db.Read(session => units.List(session, district, after, page.Rows));
        return page.Cut(rows, row => [row.Id], row => new UnitView(
            new EntityId(row.Id), row.Name, row.EligibleMembers < SmallestShown ? null : row.EligibleMembers));
    }
}
