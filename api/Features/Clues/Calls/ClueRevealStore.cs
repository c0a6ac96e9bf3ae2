using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Clues.Calls;

/// <summary>Who opened a reporter's phone, and when.</summary>
public sealed class ClueRevealStore
{
    public Task<long> Add(Tx tx, long clueId, long viewerId, DateTimeOffset now) => tx.Insert(
        "INSERT INTO clue_contact_reveals (clue_id, viewer_id, at) VALUES (@clueId, @viewerId, @now)", new { clueId, viewerId, now });

    /// <summary>Whether this person opened the phone at or after that moment.</summary>
    public async Task<bool> WasOpenedBy(DbSession session, long clueId, long viewerId, DateTimeOffset since) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM clue_contact_reveals WHERE clue_id = @clueId AND viewer_id = @viewerId AND at >= @since",
        new { clueId, viewerId, since }) > 0;

    public Task<IReadOnlyList<ClueReveal>> List(DbSession session, long clueId) => session.List<ClueReveal>(
        "SELECT viewer_id AS ViewerId, at AS At FROM clue_contact_reveals WHERE clue_id = @clueId ORDER BY id LIMIT 500", new { clueId });
}

public sealed record ClueReveal(long ViewerId, DateTimeOffset At);
