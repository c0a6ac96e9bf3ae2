using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LinYuan.Api.Features.WeChatPush.Envelopes;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.WeChatPush.Inbox;

public enum PushEventState
{
    Waiting,
    Done,

    /// <summary>No area handles this event.</summary>
    Ignored,

    /// <summary>Left to staff, with the reason beside it.</summary>
    Failed,
}

/// <summary>The inbox of WeChat's pushes. Who it was about stands in a row only while the event waits or has failed.</summary>
public sealed class PushEventStore
{
    private static readonly JsonSerializerOptions AsStored = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Stores a message; a repeat meets the first at the unique key and changes nothing.</summary>
    public Task Add(Tx tx, PushMessage message, long? userId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO wechat_push_events (dedupe_key, event, openid, user_id, body, state, attempts, due_at, sent_at, received_at)
        VALUES (@DedupeKey, @Event, @OpenId, @userId, @body, 'waiting', 0, @now, @SentAt, @now)
        """, new { message.DedupeKey, message.Event, message.OpenId, userId, body = message.Body.ToJsonString(AsStored), now, message.SentAt });

    public Task<IReadOnlyList<DuePushEvent>> ListDue(DbSession session, DateTimeOffset now, int most) => session.List<DuePushEvent>("""
        SELECT id AS Id, event AS Event, attempts AS Attempts FROM wechat_push_events
        WHERE state = 'waiting' AND due_at <= @now ORDER BY due_at, id LIMIT @most
        """, new { now, most });

    /// <summary>
    /// Takes a waiting event for as long as the transaction lasts; null when it was handled meanwhile or another runner has it in hand.
    /// </summary>
    public async Task<PushEvent?> Take(Tx tx, long id) => await tx.Find<Row>("""
        SELECT id AS Id, event AS Event, openid AS OpenId, user_id AS UserId, sent_at AS SentAt, body AS Body FROM wechat_push_events
        WHERE id = @id AND state = 'waiting' FOR UPDATE SKIP LOCKED
        """, new { id }) is { } row
        ? new PushEvent(row.Id, row.Event, row.OpenId, row.UserId, row.SentAt, row.Body is null ? [] : JsonNode.Parse(row.Body)!.AsObject())
        : null;

    public Task Finish(Tx tx, long id, PushEventState state, DateTimeOffset now) => tx.Execute("""
        UPDATE wechat_push_events SET state = @state, attempts = attempts + 1, finished_at = @now, openid = NULL, user_id = NULL, body = NULL,
               reason = NULL
        WHERE id = @id AND state = 'waiting'
        """, new { id, state = state.Word(), now });

    /// <summary>Counts a failed try, once however many runners had it, and says when the next one is due.</summary>
    public Task<int> TryAgainAt(Tx tx, DuePushEvent push, DateTimeOffset dueAt, string reason) => tx.Execute("""
        UPDATE wechat_push_events SET attempts = attempts + 1, due_at = @dueAt, reason = @reason
        WHERE id = @Id AND state = 'waiting' AND attempts = @Attempts
        """, new { push.Id, push.Attempts, dueAt, reason });

    /// <summary>Leaves the event to staff; 0 when another runner has already settled this try.</summary>
    public Task<int> GiveUp(Tx tx, DuePushEvent push, DateTimeOffset now, string reason) => tx.Execute("""
        UPDATE wechat_push_events SET state = 'failed', attempts = attempts + 1, finished_at = @now, reason = @reason
        WHERE id = @Id AND state = 'waiting' AND attempts = @Attempts
        """, new { push.Id, push.Attempts, now, reason });

    /// <summary>Cuts what waits or has failed loose from a person who leaves.</summary>
    public Task Erase(Tx tx, long userId) => tx.Execute(
        "UPDATE wechat_push_events SET openid = NULL, user_id = NULL, body = NULL WHERE user_id = @userId", new { userId });

    /// <summary>Removes what was settled long ago, a bounded number at a time.</summary>
    public Task<int> Sweep(Tx tx, PushEventState state, DateTimeOffset before) => tx.Execute("""
        DELETE FROM wechat_push_events WHERE state = @state AND finished_at < @before ORDER BY finished_at LIMIT 1000
        """, new { state = state.Word(), before });

    private sealed record Row(long Id, string Event, string? OpenId, long? UserId, DateTimeOffset SentAt, string? Body);
}

/// <param name="Attempts">Tries so far.</param>
public sealed record DuePushEvent(long Id, string Event, int Attempts);
