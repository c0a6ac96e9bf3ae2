using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>The table behind the outbox. Delivery state lives here and only here; what stage a case is in is another thing.</summary>
public sealed class OutboxStore(QuietHours quiet)
{
    /// <summary>
    /// Writes the message with the change that it reports. The same dedupe key again is silently one message. At night it is due in the
    /// morning, unless it is one for any hour.
    /// </summary>
    public Task Add(Tx tx, OutboxMessage message, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO outbox_messages (kind, subject_id, recipient_id, dedupe_key, state, attempts, due_at, created_at, at_any_hour)
        VALUES (@Kind, @SubjectId, @RecipientId, @DedupeKey, 'waiting', 0, @dueAt, @now, @AtAnyHour)
        """, new
    {
        message.Kind, message.SubjectId, message.RecipientId, message.DedupeKey, message.AtAnyHour, now,
        dueAt = message.AtAnyHour ? now : quiet.Following(now),
    });

    /// <summary>
    /// Leases due messages. SKIP LOCKED lets several workers take different rows at once. Rows whose worker died while delivering are
    /// not taken back here: see <see cref="GiveUpLost"/>.
    /// </summary>
    public async Task<IReadOnlyList<LeasedMessage>> Lease(Tx tx, DateTimeOffset now, DateTimeOffset until, int most)
    {
        var messages = await tx.List<LeasedMessage>("""
            SELECT id AS Id, kind AS Kind, subject_id AS SubjectId, recipient_id AS RecipientId, attempts + 1 AS Attempts,
                   created_at AS CreatedAt
            FROM outbox_messages WHERE state = 'waiting' AND due_at <= @now
            ORDER BY due_at, id LIMIT @most FOR UPDATE SKIP LOCKED
            """, new { now, most });
        if (messages.Count > 0)
        {
            await tx.Execute("""
                UPDATE outbox_messages SET state = 'leased', leased_until = @until, attempts = attempts + 1 WHERE id IN @Ids
                """, new { until, Ids = messages.Select(message => message.Id) });
        }
        return messages;
    }

    public Task Finish(DbSession db, long id, Delivery delivery, DateTimeOffset now) => db.Execute("""
        UPDATE outbox_messages SET state = @state, leased_until = NULL, finished_at = @now, reason = @Reason
        WHERE id = @id AND state = 'leased'
        """, new { id, now, delivery.Reason, state = delivery.Outcome.Word() });

    public Task RetryAt(DbSession db, long id, string? reason, DateTimeOffset dueAt) => db.Execute("""
        UPDATE outbox_messages SET state = 'waiting', leased_until = NULL, reason = @reason,
               due_at = CASE at_any_hour WHEN 1 THEN @dueAt ELSE @notAtNight END
        WHERE id = @id AND state = 'leased'
        """, new { id, reason, dueAt, notAtNight = quiet.Following(dueAt) });

    /// <summary>
    /// A lease that ran out means that a worker died in mid-delivery: the message may have gone out, so it is not repeated by itself
    /// but shown to staff as uncertain.
    /// </summary>
    public Task<int> GiveUpLost(DbSession db, DateTimeOffset now) => db.Execute("""
        UPDATE outbox_messages
        SET state = 'uncertain', leased_until = NULL, finished_at = @now, reason = 'the worker stopped while delivering'
        WHERE state = 'leased' AND leased_until < @now
        ORDER BY leased_until LIMIT 500
        """, new { now });

    /// <summary>Newest first, those that did not arrive; for staff.</summary>
    public Task<IReadOnlyList<OutboxRow>> List(DbSession db, string state, long before, int rows) => db.List<OutboxRow>("""
        SELECT id AS Id, kind AS Kind, subject_id AS SubjectId, state AS State, attempts AS Attempts, reason AS Reason,
               created_at AS CreatedAt, finished_at AS FinishedAt
        FROM outbox_messages WHERE state = @state AND id < @before ORDER BY id DESC LIMIT @rows
        """, new { state, before, rows });

    public Task<OutboxRow?> Find(DbSession db, long id) => db.Find<OutboxRow>("""
        SELECT id AS Id, kind AS Kind, subject_id AS SubjectId, state AS State, attempts AS Attempts, reason AS Reason,
               created_at AS CreatedAt, finished_at AS FinishedAt
        FROM outbox_messages WHERE id = @id
        """, new { id });

    /// <summary>Puts a message that did not arrive back in line; 0 when it is not in such a state.</summary>
    public Task<int> Resend(Tx tx, long id, DateTimeOffset now) => tx.Execute("""
        UPDATE outbox_messages SET state = 'waiting', attempts = 0, finished_at = NULL, reason = NULL,
               due_at = CASE at_any_hour WHEN 1 THEN @now ELSE @notAtNight END
        WHERE id = @id AND state IN ('dead', 'uncertain', 'declined')
        """, new { id, now, notAtNight = quiet.Following(now) });

    /// <summary>Removes what was settled long ago, a bounded number at a time.</summary>
    public Task<int> Sweep(DbSession db, DateTimeOffset before) => db.Execute("""
        DELETE FROM outbox_messages WHERE state IN ('delivered', 'obsolete', 'declined') AND finished_at < @before
        ORDER BY finished_at LIMIT 1000
        """, new { before });
}

public sealed record OutboxRow(
    long Id, string Kind, long SubjectId, string State, int Attempts, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);
