namespace LinYuan.Api.Shared.Sessions;

/// <summary>A role that someone holds at an area; it covers the area's whole subtree.</summary>
public sealed record RoleAtArea(string Role, long AreaId);

/// <summary>Who is calling. Holds no personal data, so it may be cached.</summary>
public sealed record Caller(long UserId, long SessionId, DateTimeOffset ExpiresAt, IReadOnlyList<RoleAtArea> Roles)
{
    public bool IsStaff => Roles.Any(role => role.Role == StaffRole);

    public const string StaffRole = "staff";

    /// <summary>Whether a staff role of the caller stands at one of these areas, which are a thing's area and its ancestors.</summary>
    public bool IsStaffOf(params ReadOnlySpan<long?> areaIds)
    {
        foreach (var role in Roles)
        {
            if (role.Role == StaffRole && areaIds.Contains(role.AreaId))
                return true;
        }
        return false;
    }

    /// <summary>The caller as the session check left it; null on a route that anyone may call without a token.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<Caller>());
}
