using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Members.Core;

public sealed record RoleView(string Role, EntityId AreaId, string AreaName);

internal static class RoleViews
{
    public static async Task<IReadOnlyList<RoleView>> Of(IReadOnlyList<RoleAtArea> roles, AreaStore areas)
    {
        List<RoleView> views = [];
        foreach (var role in roles)
            views.Add(new RoleView(role.Role, new EntityId(role.AreaId), await areas.NameOf(role.AreaId)));
        return views;
    }
}
