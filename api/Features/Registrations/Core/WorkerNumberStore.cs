using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Registrations.Core;

/// <summary>Worker numbers (工号) of registrations.</summary>
public sealed class WorkerNumberStore
{
    /// <summary>The registration that counts and has the same number on the same platform; null when there is none.</summary>
    public Task<long?> FindHolder(DbSession session, long registrationId) => session.Find<long?>("""
        SELECT holder.id FROM registrations asked JOIN registrations holder ON holder.taken_number = asked.worker_number_hash
        WHERE asked.id = @registrationId AND holder.user_id <> asked.user_id
        """, new { registrationId });

    /// <summary>1 when the registration has a number that was just approved.</summary>
    public Task<int> Verify(Tx tx, long registrationId, DateTimeOffset now) => tx.Execute("""
        UPDATE registrations SET worker_verified_at = @now WHERE id = @registrationId AND status = 'active' AND worker_number_hash IS NOT NULL
        """, new { registrationId, now });
}
