using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Clues;

/// <summary>Who opened a reporter's phone, and when.</summary>
public sealed class ClueRevealStore
{
    public Task<long> Add(Tx tx, long clueId, long viewerId, DateTimeOffset now) => tx.Insert(
        "INSERT INTO clue_contact_reveals (clue_id, viewer_id, at) VALUES (@clueId, @viewerId, @now)", new { clueId, viewerId, now });

    public Task<IReadOnlyList<DateTimeOffset>> List(DbSession session, long clueId) => session.List<DateTimeOffset>(
        "SELECT at FROM clue_contact_reveals WHERE clue_id = @clueId ORDER BY id LIMIT 500", new { clueId });
}
