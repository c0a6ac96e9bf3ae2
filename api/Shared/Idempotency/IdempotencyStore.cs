using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Shared.Idempotency;

/// <summary>Holds one row for each key that took effect, with the answer that it was given, encrypted, for 24 hours.</summary>
public sealed class IdempotencyStore
{
    /// <summary>
    /// Takes the key; false when it is taken. Two calls with one key have met at their caller's row: the second comes here when the first
    /// is committed.
    /// </summary>
    public async Task<bool> Take(Tx tx, IdempotencyKey key, DateTimeOffset now)
    {
        try
        {
            await tx.Execute("""
                INSERT INTO idempotency_keys (user_id, key_hash, request_hash, status, created_at)
                VALUES (@UserId, @KeyHash, @RequestHash, 0, @now)
                """, new { key.UserId, key.KeyHash, key.RequestHash, now });
            return true;
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return false;
        }
    }

    /// <summary>A row past its life is as good as none.</summary>
    public Task<int> Forget(DbSession db, IdempotencyKey key, DateTimeOffset forgetBefore) => db.Execute("""
        DELETE FROM idempotency_keys WHERE user_id = @UserId AND key_hash = @KeyHash AND created_at < @forgetBefore
        """, new { key.UserId, key.KeyHash, forgetBefore });

    public Task StoreAnswer(Tx tx, IdempotencyKey key, int status, string? location, byte[] body) => tx.Execute("""
        UPDATE idempotency_keys SET status = @status, location = @location, body_enc = @body
        WHERE user_id = @UserId AND key_hash = @KeyHash
        """, new { key.UserId, key.KeyHash, status, location, body });

    public Task<StoredAnswer?> Find(DbSession db, IdempotencyKey key) => db.Find<StoredAnswer>("""
        SELECT request_hash AS RequestHash, status AS Status, location AS Location, body_enc AS Body, created_at AS CreatedAt
        FROM idempotency_keys WHERE user_id = @UserId AND key_hash = @KeyHash
        """, new { key.UserId, key.KeyHash });

    /// <summary>Removes every answer that was given to a person who leaves.</summary>
    public Task EraseAnswersTo(Tx tx, long userId) => tx.Execute("DELETE FROM idempotency_keys WHERE user_id = @userId", new { userId });

    /// <summary>Removes rows past their life, a bounded number at a time so that no statement holds many locks.</summary>
    public Task<int> Sweep(DbSession db, DateTimeOffset forgetBefore) => db.Execute(
        "DELETE FROM idempotency_keys WHERE created_at < @forgetBefore ORDER BY created_at LIMIT 1000", new { forgetBefore });
}

/// <summary>A caller's key for one request; the key itself is stored as a hash only.</summary>
public sealed record IdempotencyKey(Caller Caller, byte[] KeyHash, byte[] RequestHash)
{
    public long UserId => Caller.UserId;
}

public sealed record StoredAnswer(byte[] RequestHash, int Status, string? Location, byte[]? Body, DateTimeOffset CreatedAt);
