using Dapper;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>
/// The table behind the outbox. Delivery state lives here and only here; what stage a case is in is another thing. Whatever a worker says
/// of a message counts only while the message is leased to it.
/// </summary>
public sealed class OutboxStore(QuietHours quiet)
{
    private const string Held = "state = 'leased' AND owner = @owner";

    /// <summary>
    /// Writes the message with the change that it reports. The same dedupe key again is silently one message. At night it is due in the
    /// morning, unless it is one for any hour.
    /// </summary>
    public Task Add(Tx tx, OutboxMessage message, DateTimeOffset now) => Add(tx, [message], now);

    /// <summary>The same for several, in the order in which they are given.</summary>
    public Task Add(Tx tx, IReadOnlyList<OutboxMessage> messages, DateTimeOffset now)
    {
        if (messages.Count == 0)
            return Task.CompletedTask;
        var parameters = new DynamicParameters(new { now, notAtNight = quiet.Following(now) });
        for (var index = 0; index < messages.Count; index++)
        {
            parameters.Add($"kind{index}", messages[index].Kind);
            parameters.Add($"subject{index}", messages[index].SubjectId);
            parameters.Add($"recipient{index}", messages[index].RecipientId);
            parameters.Add($"key{index}", messages[index].DedupeKey);
            parameters.Add($"any{index}", messages[index].AtAnyHour);
        }
        var rows = messages.Select((message, index) =>
            $"(@kind{index}, @subject{index}, @recipient{index}, @key{index}, 'waiting', 0, {(message.AtAnyHour ? "@now" : "@notAtNight")}, @now, @any{index})");
        return tx.Execute($"""
            INSERT IGNORE INTO outbox_messages (kind, subject_id, recipient_id, dedupe_key, state, attempts, due_at, created_at, at_any_hour)
            VALUES {string.Join(", ", rows)}
            """, parameters);
    }

    /// <summary>Leases due messages to this owner. SKIP LOCKED lets several workers take different rows at once.</summary>
    public async Task<IReadOnlyList<LeasedMessage>> Lease(Tx tx, string owner, DateTimeOffset now, DateTimeOffset until, int most)
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
                UPDATE outbox_messages SET state = 'leased', owner = @owner, leased_until = @until, begun_at = NULL, attempts = attempts + 1
                WHERE id IN @Ids
                """, new { owner, until, Ids = IdsOf(messages) });
        }
        return [.. messages.Select(message => message with { Owner = owner })];
    }

    /// <summary>The last moment before the message goes out; 0 when it is not this owner's any more.</summary>
    public Task<int> Begin(DbSession db, LeasedMessage message, string? sentAs, DateTimeOffset now, DateTimeOffset until) => db.Execute($"""
        UPDATE outbox_messages SET begun_at = @now, leased_until = @until, sent_as = @sentAs WHERE id = @Id AND {Held}
        """, new { message.Id, owner = message.Owner, sentAs, now, until });

    /// <summary>Back in line as if they had not been taken: the attempt does not count.</summary>
    public Task<int> GiveBack(DbSession db, string owner, IReadOnlyList<LeasedMessage> messages) => db.Execute($"""
        UPDATE outbox_messages SET state = 'waiting', owner = NULL, leased_until = NULL, begun_at = NULL, attempts = attempts - 1
        WHERE id IN @Ids AND {Held}
        """, new { owner, Ids = IdsOf(messages) });

    /// <summary>Settles messages that ended alike.</summary>
    public Task<int> Finish(DbSession db, string owner, IReadOnlyList<LeasedMessage> messages, Delivery delivery, DateTimeOffset now) => db.Execute($"""
        UPDATE outbox_messages
        SET state = @state, owner = NULL, leased_until = NULL, finished_at = @now, reason = @Reason
        WHERE id IN @Ids AND {Held}
        """, new { owner, now, delivery.Reason, state = delivery.Outcome.Word(), Ids = IdsOf(messages) });

    /// <summary>Puts messages that did not go out back in line, for one moment.</summary>
    public Task<int> RetryAt(DbSession db, string owner, IReadOnlyList<LeasedMessage> messages, string? reason, DateTimeOffset dueAt) => db.Execute($"""
        UPDATE outbox_messages SET state = 'waiting', owner = NULL, leased_until = NULL, begun_at = NULL, reason = @reason,
               due_at = CASE at_any_hour WHEN 1 THEN @dueAt ELSE @notAtNight END
        WHERE id IN @Ids AND {Held}
        """, new { owner, reason, dueAt, notAtNight = quiet.Following(dueAt), Ids = IdsOf(messages) });

    /// <summary>
    /// A lease that ran out means that a worker died or hangs. What it had not begun goes back in line; what it had may have gone out. A
    /// release before this one named no owner and did not say what it had begun.
    /// </summary>
    public Task<int> TakeBackLost(Tx tx, DateTimeOffset now) => tx.Execute("""
        UPDATE outbox_messages
        SET state = CASE WHEN begun_at IS NULL AND owner IS NOT NULL THEN 'waiting' ELSE 'uncertain' END,
            finished_at = CASE WHEN begun_at IS NULL AND owner IS NOT NULL THEN NULL ELSE @now END,
            reason = 'the worker stopped while delivering', leased_until = NULL, owner = NULL
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
        UPDATE outbox_messages SET state = 'waiting', attempts = 0, repeats = 0, finished_at = NULL, reason = NULL,
               due_at = CASE at_any_hour WHEN 1 THEN @now ELSE @notAtNight END
        WHERE id = @id AND state IN ('dead', 'uncertain', 'declined')
        """, new { id, now, notAtNight = quiet.Following(now) });

    /// <summary>Removes what was settled long ago, a bounded number at a time.</summary>
    public Task<int> Sweep(DbSession db, DateTimeOffset before) => db.Execute("""
        DELETE FROM outbox_messages WHERE state IN ('delivered', 'obsolete', 'declined') AND finished_at < @before
        ORDER BY finished_at LIMIT 1000
        """, new { before });

    private static IEnumerable<long> IdsOf(IReadOnlyList<LeasedMessage> messages) => messages.Select(message => message.Id);
}

public sealed record OutboxRow(
    long Id, string Kind, long SubjectId, string State, int Attempts, string? Reason, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);
