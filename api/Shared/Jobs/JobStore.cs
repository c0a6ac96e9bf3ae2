using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Shared.Jobs;

/// <summary>One row a job: when it is due next and who is running it.</summary>
public sealed class JobStore
{
    public Task Register(DbSession db, string name, DateTimeOffset now) => db.Execute(
        "INSERT IGNORE INTO job_leases (name, due_at) VALUES (@name, @now)", new { name, now });

    /// <summary>
    /// Takes the lease when the job is due and nobody holds it. Several runners may ask at once; the guard lets one through. A lease
    /// that ran out belongs to a runner that died.
    /// </summary>
    public async Task<bool> Take(DbSession db, string name, string owner, DateTimeOffset now, DateTimeOffset until) => await db.Execute("""
        UPDATE job_leases SET owner = @owner, leased_until = @until
        WHERE name = @name AND due_at <= @now AND (leased_until IS NULL OR leased_until < @now)
        """, new { name, owner, now, until }) == 1;

    public Task Finish(DbSession db, string name, string owner, DateTimeOffset dueAt) => db.Execute(
        "UPDATE job_leases SET owner = NULL, leased_until = NULL, due_at = @dueAt WHERE name = @name AND owner = @owner",
        new { name, owner, dueAt });

    /// <summary>Ends a lease whose job was not done: it is due at once, for whoever asks next.</summary>
    public Task GiveBack(DbSession db, string name, string owner) => db.Execute(
        "UPDATE job_leases SET owner = NULL, leased_until = NULL WHERE name = @name AND owner = @owner", new { name, owner });
}
