using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>Messages of which nobody knows whether they arrived. There are few at a time, since each of them ends after some days at most.</summary>
public sealed class UncertainStore(QuietHours quiet)
{
    /// <summary>
    /// The other side says what became of a message to this person, sent under that name at about that time. The oldest is meant. Its word
    /// may come while the answer to the send is still waited for.
    /// </summary>
    public Task<int> Resolve(
        Tx tx, long recipientId, string sentAs, DateTimeOffset from, DateTimeOffset to, Delivery delivery, DateTimeOffset now) => tx.Execute("""
        UPDATE outbox_messages SET state = @state, owner = NULL, leased_until = NULL, finished_at = @now, reason = @Reason
        WHERE state IN ('leased', 'uncertain') AND recipient_id = @recipientId AND sent_as = @sentAs AND begun_at BETWEEN @from AND @to
        ORDER BY id LIMIT 1
        """, new { recipientId, sentAs, from, to, now, delivery.Reason, state = delivery.Outcome.Word() });

    /// <summary>Puts those of kinds that may come twice back in line, each once.</summary>
    public Task<int> SendAgain(Tx tx, IReadOnlyCollection<string> kinds, DateTimeOffset before, DateTimeOffset now) => kinds.Count == 0
        ? Task.FromResult(0)
        : tx.Execute("""
            UPDATE outbox_messages SET state = 'waiting', repeats = repeats + 1, finished_at = NULL,
                   due_at = CASE at_any_hour WHEN 1 THEN @now ELSE @notAtNight END
            WHERE state = 'uncertain' AND finished_at < @before AND repeats = 0 AND kind IN @kinds
            ORDER BY finished_at LIMIT 500
            """, new { kinds, before, now, notAtNight = quiet.Following(now) });

    /// <summary>Ends those that nobody has decided about.</summary>
    public Task<int> LetGo(Tx tx, DateTimeOffset before) => tx.Execute("""
        UPDATE outbox_messages SET state = 'obsolete', reason = 'nobody knows whether it arrived'
        WHERE state = 'uncertain' AND finished_at < @before
        ORDER BY finished_at LIMIT 500
        """, new { before });
}
