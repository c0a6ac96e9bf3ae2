using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>Phones by a keyed hash: who checked in from one last and who else did before. They are forgotten after a while.</summary>
public sealed class CheckInDeviceStore
{
    /// <summary>Writes down that the account uses the phone now; gives when another account last did, or null.</summary>
    public async Task<DateTimeOffset?> Use(Tx tx, byte[] device, long userId, DateTimeOffset now) =>
        // The assignments go from left to right: the one who used it last becomes the other before the new one takes that place. The row
        // stays locked, so that of two accounts that check in from one phone at once the second sees the first.
        (await tx.Find<OtherUse>("""
            INSERT INTO check_in_devices (device_hash, user_id, at) VALUES (@device, @userId, @now)
            ON DUPLICATE KEY UPDATE other_at = IF(user_id = @userId, other_at, at), other_user_id = IF(user_id = @userId, other_user_id, user_id),
                                    user_id = @userId, at = @now;
            SELECT other_at AS At FROM check_in_devices WHERE device_hash = @device
            """, new { device, userId, now }))?.At;

    /// <summary>When the account last checked in from each of its phones, newest first.</summary>
    public Task<IReadOnlyList<DateTimeOffset>> ListUses(DbSession session, long userId, int rows) => session.List<DateTimeOffset>(
        "SELECT at FROM check_in_devices WHERE user_id = @userId ORDER BY at DESC LIMIT @rows", new { userId, rows });

    /// <summary>Forgets phones that were last used before; the number of rows.</summary>
    public async Task<int> Forget(Tx tx, DateTimeOffset before, int rows) =>
        await tx.Execute("DELETE FROM check_in_devices WHERE at < @before LIMIT @rows", new { before, rows })
        + await tx.Execute("""
            UPDATE check_in_people SET device_hash = NULL, device_at = NULL WHERE device_at < @before LIMIT @rows
            """, new { before, rows });

    public Task Erase(Tx tx, long userId) => tx.Execute("""
        DELETE FROM check_in_devices WHERE user_id = @userId;
        UPDATE check_in_devices SET other_user_id = NULL, other_at = NULL WHERE other_user_id = @userId;
        UPDATE check_in_people SET device_hash = NULL, device_at = NULL WHERE user_id = @userId
        """, new { userId });

    private sealed record OtherUse(DateTimeOffset? At);
}
