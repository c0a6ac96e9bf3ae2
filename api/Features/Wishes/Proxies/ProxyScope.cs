using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <summary>Which staff look after represented people.</summary>
internal static class ProxyScope
{
    /// <summary>Staff of the community or above, and grid workers of one of its grids: the list is not divided by grid.</summary>
    public static async Task<bool> Covers(Caller caller, Placement place, AreaStore areas)
    {
        if (caller.IsStaffOf(place.DistrictId, place.StreetId, place.CommunityId))
            return true;
        foreach (var role in caller.Roles.Where(role => role.Role == Caller.StaffRole))
        {
            if (await areas.Find(role.AreaId) is { Level: AreaLevel.Grid } grid && grid.CommunityId == place.CommunityId)
                return true;
        }
        return false;
    }

    /// <summary>The subtree for a list: the community asked for, or the caller's first area, which for a grid worker is its community.</summary>
    public static async Task<Subtree> Of(Caller caller, string? communityId, AreaStore areas)
    {
        if (string.IsNullOrEmpty(communityId))
        {
            var own = await areas.Find(caller.Roles.First(role => role.Role == Caller.StaffRole).AreaId);
            return own is { Level: AreaLevel.Grid, CommunityId: { } community } ? new Subtree(Subtree.ColumnOf(nameof(AreaLevel.Community)), community)
                : Subtree.Of(own ?? throw new Refusal(RequestErrors.AccessDenied));
        }
        var place = EntityId.TryRead(communityId, out var id) ? await areas.PlaceIn(id, "communityId") : throw Refusal.Invalid("communityId", "没有这个社区");
        return await Covers(caller, place, areas) ? new Subtree(Subtree.ColumnOf(nameof(AreaLevel.Community)), place.CommunityId)
            : throw new Refusal(RequestErrors.NotFound);
    }
}
