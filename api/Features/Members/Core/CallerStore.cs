using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Members.Core;

/// <summary>Who holds a session, and whether a caller still is who the session said.</summary>
public sealed class CallerStore(MemberStore members)
{
    /// <summary>Who holds a session, with the staff roles; null when nobody does, or a person whose account is deleted.</summary>
    public async Task<Caller?> Find(DbSession session, byte[] tokenHash)
    {
        var rows = await session.List<SessionRow>("""
            SELECT sessions.id AS Id, sessions.user_id AS UserId, sessions.expires_at AS ExpiresAt, staff_roles.role AS Role,
                   staff_roles.area_id AS AreaId
            FROM sessions
            JOIN users ON users.id = sessions.user_id AND users.deleted_at IS NULL
            LEFT JOIN staff_roles ON staff_roles.user_id = sessions.user_id
            WHERE sessions.token_hash = @tokenHash ORDER BY staff_roles.area_id LIMIT 100
            """, new { tokenHash });
        return rows is not [var first, ..] ? null : new Caller(
            first.UserId, first.Id, first.ExpiresAt,
            [.. rows.Where(row => row.AreaId is not null).Select(row => new RoleAtArea(row.Role!, row.AreaId!.Value))]);
    }

    /// <summary>
    /// Locks the people's rows, each by its number and the lower number first, so that two callers who name each other do not wait for
    /// each other.
    /// </summary>
    public async Task Hold(Tx tx, Caller caller, IReadOnlyCollection<long> others)
    {
        foreach (var id in others.Append(caller.UserId).Distinct().Order())
        {
            if (id == caller.UserId)
                await Hold(tx, caller);
            else
                await members.LockOther(tx, id);
        }
    }

    /// <summary>
    /// The session and the roles are asked for by number of the row that is locked, so that they are read after the wait for it. A cache
    /// may have let in a caller who signed out elsewhere or has lost a role since: nothing is written in their name.
    /// </summary>
    private static async Task Hold(Tx tx, Caller caller)
    {
        var held = await tx.Find<Standing>("""
            SELECT (SELECT COUNT(*) FROM sessions WHERE sessions.id = @SessionId AND sessions.user_id = users.id) AS Sessions,
                   (SELECT COUNT(*) FROM staff_roles
                    WHERE staff_roles.user_id = users.id AND CONCAT(staff_roles.role, ' ', staff_roles.area_id) IN @roles) AS Roles
            FROM users WHERE users.id = @UserId AND users.deleted_at IS NULL FOR UPDATE
            """, new
        {
            caller.UserId, caller.SessionId,
            // A list in SQL needs an entry, also for somebody without roles.
            roles = caller.Roles.Select(role => $"{role.Role} {role.AreaId}").Append("none"),
        });
        if (held is not { Sessions: > 0 })
            throw new Refusal(RequestErrors.SessionExpired);
        if (held.Roles < caller.Roles.Count)
            throw new Refusal(RequestErrors.AccessDenied);
    }

    private sealed record SessionRow(long Id, long UserId, DateTimeOffset ExpiresAt, string? Role, long? AreaId);

    private sealed record Standing(long Sessions, long Roles);
}
