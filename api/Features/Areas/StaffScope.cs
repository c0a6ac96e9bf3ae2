using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Areas;

/// <summary>Which subtree a staff list covers: the area asked for, if a role of the caller covers it; else the caller's own first area.</summary>
public static class StaffScope
{
    public static async Task<Subtree> Of(Caller caller, string? areaId, AreaStore areas)
    {
        if (string.IsNullOrEmpty(areaId))
        {
            var own = caller.Roles.First(role => role.Role == Caller.StaffRole);
            return Subtree.Of(await areas.Find(own.AreaId) ?? throw new Refusal(RequestErrors.AccessDenied));
        }
        return EntityId.TryRead(areaId, out var id) && await areas.Find(id.Value) is { } area
            && caller.IsStaffOf(area.DistrictId, area.StreetId, area.CommunityId, area.Id)
            ? Subtree.Of(area)
            : throw new Refusal(RequestErrors.NotFound);
    }

    /// <summary>Refuses staff of streets and communities.</summary>
    public static async Task RequireDistrict(Caller caller, AreaStore areas)
    {
        foreach (var role in caller.Roles.Where(role => role.Role == Caller.StaffRole))
        {
            if (await areas.Find(role.AreaId) is { Level: AreaLevel.District })
                return;
        }
        throw new Refusal(RequestErrors.AccessDenied);
    }
}
