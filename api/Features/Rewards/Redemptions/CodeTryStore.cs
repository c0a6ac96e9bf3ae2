using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Rewards;

/// <summary>
/// Wrong codes of a caller. They are counted per caller and not per order: who guesses does not know which order would be hit.
/// </summary>
public sealed class CodeTryStore
{
    /// <summary>Locks the caller's count, so that tries at once are counted one by one; it begins anew when the first wrong code is that old.</summary>
    public async Task<CodeTries> Lock(Tx tx, long userId, TimeSpan within, DateTimeOffset now) => (await tx.Find<CodeTries>("""
        INSERT INTO redemption_code_tries (user_id, wrong, since) VALUES (@userId, 0, @now)
        ON DUPLICATE KEY UPDATE wrong = IF(since <= @over, 0, wrong), since = IF(wrong = 0, @now, since);
        SELECT wrong AS Wrong, since AS Since FROM redemption_code_tries WHERE user_id = @userId
        """, new { userId, now, over = now - within }))!;

    public Task CountWrong(Tx tx, long userId) =>
        tx.Execute("UPDATE redemption_code_tries SET wrong = wrong + 1 WHERE user_id = @userId", new { userId });

    public Task Forget(Tx tx, long userId) => tx.Execute("DELETE FROM redemption_code_tries WHERE user_id = @userId", new { userId });
}

/// <param name="Since">When the first of them was tried.</param>
public sealed record CodeTries(int Wrong, DateTimeOffset Since);
