using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Members.Core;

/// <summary>People, their sessions and the staff roles that they hold.</summary>
public sealed class MemberStore(FieldCipher cipher)
{
    private const string NicknamePurpose = "member.nickname";
    private const string PhonePurpose = "member.phone";

    /// <summary>
    /// The person behind an openid, entered at the first sign-in and locked until the transaction ends, so that no session is opened for
    /// an account that is being deleted. Two first sign-ins at once meet at the unique openid.
    /// </summary>
    /// <remarks>Locked by number: a lock by way of the openid's index would come in the order opposite to that of a deletion.</remarks>
    public async Task<Profile> Enter(Tx tx, string openId, string? unionId, DateTimeOffset now)
    {
        while (true)
        {
            if (await FindByOpenId(tx, openId) is { } known && await FindProfile(tx, known, "FOR UPDATE") is { } profile)
                return profile;
            // Nobody, or whoever had the openid has just left and given it free: this is somebody new.
            await tx.Execute(
                "INSERT IGNORE INTO users (openid, unionid, created_at) VALUES (@openId, @unionId, @now)", new { openId, unionId, now });
        }
    }

    public Task<Profile?> FindProfile(DbSession session, long userId) => FindProfile(session, userId, "");

    private async Task<Profile?> FindProfile(DbSession session, long userId, string locking)
    {
        var row = await session.Find<ProfileRow>($"""
            SELECT id AS Id, openid AS OpenId, nickname_enc AS Nickname, phone_enc AS Phone, created_at AS CreatedAt
            FROM users WHERE id = @userId AND deleted_at IS NULL {locking}
            """, new { userId });
        return row is null ? null : new Profile(
            row.Id,
            row.OpenId,
            row.Nickname is null ? null : cipher.Decrypt(NicknamePurpose, row.Nickname),
            row.Phone is null ? null : cipher.Decrypt(PhonePurpose, row.Phone),
            row.CreatedAt);
    }

    /// <summary>Where WeChat messages for this person go; null after the account was deleted.</summary>
    public Task<string?> FindOpenId(DbSession session, long userId) =>
        session.Find<string>("SELECT openid FROM users WHERE id = @userId AND deleted_at IS NULL", new { userId });

    /// <summary>The same of several; those without an account are left out.</summary>
    public async Task<IReadOnlyDictionary<long, string>> ListOpenIds(DbSession session, IReadOnlyList<long> userIds) =>
        (await session.List<(long Id, string OpenId)>(
            "SELECT id, openid FROM users WHERE id IN @userIds AND deleted_at IS NULL AND openid IS NOT NULL LIMIT 1000", new { userIds }))
        .ToDictionary(user => user.Id, user => user.OpenId);

    /// <summary>Whose openid it is; null when nobody of that openid has an account.</summary>
    public Task<long?> FindByOpenId(DbSession session, string openId) =>
        session.Find<long?>("SELECT id FROM users WHERE openid = @openId", new { openId });

    /// <summary>
    /// Locks the row of somebody who is not the caller, whose own is locked already, until the transaction ends; false when the account is
    /// deleted.
    /// </summary>
    public async Task<bool> LockOther(Tx tx, long userId) =>
        await tx.Find<long?>("SELECT id FROM users WHERE id = @userId AND deleted_at IS NULL FOR UPDATE", new { userId }) is not null;

    public Task SetNickname(Tx tx, long userId, string nickname) => tx.Execute(
        "UPDATE users SET nickname_enc = @nickname WHERE id = @userId",
        new { userId, nickname = cipher.Encrypt(NicknamePurpose, nickname) });

    public Task SetPhone(Tx tx, long userId, string phone) => tx.Execute(
        "UPDATE users SET phone_enc = @phone, phone_hash = @hash WHERE id = @userId",
        new { userId, phone = cipher.Encrypt(PhonePurpose, phone), hash = cipher.LookupHash(PhonePurpose, phone) });

    /// <summary>Erases the person but keeps the row, so that what others did with them still has someone to point at.</summary>
    public async Task Erase(Tx tx, long userId, DateTimeOffset now)
    {
        await tx.Execute("""
            UPDATE users SET openid = NULL, unionid = NULL, nickname_enc = NULL, phone_enc = NULL, phone_hash = NULL, deleted_at = @now
            WHERE id = @userId
            """, new { userId, now });
        await tx.Execute("DELETE FROM staff_roles WHERE user_id = @userId", new { userId });
        await tx.Execute("DELETE FROM sessions WHERE user_id = @userId", new { userId });
    }

    public string NewToken() => SessionToken.Create(cipher);

    public Task OpenSession(Tx tx, byte[] tokenHash, long userId, DateTimeOffset now, DateTimeOffset expiresAt) => tx.Execute("""
        INSERT INTO sessions (token_hash, user_id, created_at, expires_at) VALUES (@tokenHash, @userId, @now, @expiresAt)
        """, new { tokenHash, userId, now, expiresAt });

    public Task<IReadOnlyList<RoleAtArea>> ListRoles(DbSession session, long userId) => session.List<RoleAtArea>(
        "SELECT role AS Role, area_id AS AreaId FROM staff_roles WHERE user_id = @userId ORDER BY area_id LIMIT 100", new { userId });

    /// <summary>Who holds a staff role at one of these areas itself, not above or below it.</summary>
    public Task<IReadOnlyList<long>> ListStaffAt(DbSession session, IReadOnlyList<long> areaIds, int rows) => session.List<long>("""
        SELECT DISTINCT user_id FROM staff_roles WHERE area_id IN @areaIds AND role = 'staff' ORDER BY user_id LIMIT @rows
        """, new { areaIds, rows });

    /// <summary>The first of those who hold a staff role at an area, held until the transaction ends; two are enough to know whether there is another.</summary>
    public Task<IReadOnlyList<long>> LockStaffAt(Tx tx, long areaId) => tx.List<long>("""
        SELECT user_id FROM staff_roles FORCE INDEX (at_area) WHERE area_id = @areaId AND role = 'staff' ORDER BY user_id LIMIT 2 FOR UPDATE
        """, new { areaId });

    public Task<byte[]?> FindTokenHash(DbSession session, long sessionId) =>
        session.Find<byte[]>("SELECT token_hash FROM sessions WHERE id = @sessionId", new { sessionId });

    public Task<IReadOnlyList<byte[]>> ListTokenHashes(DbSession session, long userId) =>
        session.List<byte[]>("SELECT token_hash FROM sessions WHERE user_id = @userId ORDER BY id DESC LIMIT 1000", new { userId });

    public Task EndSession(Tx tx, long sessionId) => tx.Execute("DELETE FROM sessions WHERE id = @sessionId", new { sessionId });

    public Task<int> SweepSessions(Tx tx, DateTimeOffset now) =>
        tx.Execute("DELETE FROM sessions WHERE expires_at < @now ORDER BY expires_at LIMIT 1000", new { now });

    private sealed record ProfileRow(long Id, string? OpenId, byte[]? Nickname, byte[]? Phone, DateTimeOffset CreatedAt);
}

/// <summary>A person as they see themselves.</summary>
public sealed record Profile(long Id, string? OpenId, string? Nickname, string? Phone, DateTimeOffset CreatedAt);
