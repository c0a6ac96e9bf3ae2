using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Registrations;

/// <param name="EligibleMembers">Null for a unit so small that the number would speak of single people.</param>
public sealed record UnitView(EntityId Id, string Name, int? EligibleMembers);

/// <summary>Units (单位) that members may come from: those of the district that the area lies in, or all of them.</summary>
public static class ListUnits
{
    private const int SmallestShown = 5;

    public static async Task<Page<UnitView>> Handle(string? areaId, PageQuery page, Db db, UnitStore units, AreaStore areas)
    {
        var after = page.AfterOr(0);
        var subtree = await areas.SubtreeOf(areaId);
        var district = subtree is null ? null : (await areas.Find(subtree.AreaId))?.DistrictId;
        var rows = await db.Read(session => units.List(session, district, after, page.Rows));
        return page.Cut(rows, row => [row.Id], row => new UnitView(
            new EntityId(row.Id), row.Name, row.EligibleMembers < SmallestShown ? null : row.EligibleMembers));
    }
}

/// <summary>The unit's people who may be sent to fulfil a wish; for its secretaries, by masked names.</summary>
public static class ListUnitMembers
{
    public static async Task<Page<GroupMemberView>> Handle(EntityId id, PageQuery page, Caller caller, Db db, UnitStore units)
    {
        var after = page.AfterOr(0);
        var rows = await db.Read(async session =>
            await units.Find(session, id.Value) is null ? throw new Refusal(RequestErrors.NotFound)
            : !await units.IsSecretary(session, id.Value, caller.UserId) ? throw new Refusal(RequestErrors.AccessDenied)
            : await units.ListMembers(session, id.Value, after, page.Rows));
        return page.Cut(rows, row => [row.UserId], GroupMemberView.Of);
    }
}
