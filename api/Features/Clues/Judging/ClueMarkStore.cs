using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Clues;

/// <summary>Marks of clues as unreasonable; a clue has one at most.</summary>
public sealed class ClueMarkStore
{
    private const string Columns = """
        clue_id AS ClueId, status AS Status, proposed_by AS ProposedBy, proposed_at AS ProposedAt, decided_by AS DecidedBy,
        decided_at AS DecidedAt
        """;

    /// <summary>Only a closed clue can have one, so for others nothing is asked.</summary>
    public Task<ClueMark?> Find(DbSession session, Clue clue) => clue.Status != ClueStatus.Closed
        ? Task.FromResult<ClueMark?>(null)
        : session.Find<ClueMark>($"SELECT {Columns} FROM clue_marks WHERE clue_id = @Id", new { clue.Id });

    public async Task<IReadOnlyDictionary<long, ClueMark>> Of(DbSession session, IReadOnlyList<Clue> clues)
    {
        var ids = clues.Where(clue => clue.Status == ClueStatus.Closed).Select(clue => clue.Id).ToList();
        return ids.Count == 0
            ? new Dictionary<long, ClueMark>()
            : (await session.List<ClueMark>($"SELECT {Columns} FROM clue_marks WHERE clue_id IN @ids LIMIT 200", new { ids }))
                .ToDictionary(mark => mark.ClueId);
    }

    /// <summary>Under the lock of the clue, so that two proposals do not meet.</summary>
    public Task Propose(Tx tx, long clueId, long userId, DateTimeOffset now) => tx.Execute("""
        INSERT INTO clue_marks (clue_id, status, proposed_by, proposed_at) VALUES (@clueId, 'proposed', @userId, @now)
        """, new { clueId, userId, now });

    /// <summary>A guarded move of the mark; the person counts as who decided unless it is the reporter's appeal.</summary>
    public Task<int> Move(Tx tx, long clueId, ClueMarkStatus from, ClueMarkStatus to, long? decidedBy, DateTimeOffset now) => tx.Execute("""
        UPDATE clue_marks SET status = @to, decided_by = COALESCE(@decidedBy, decided_by),
               decided_at = CASE WHEN @decidedBy IS NULL THEN decided_at ELSE @now END
        WHERE clue_id = @clueId AND status = @from
        """, new { clueId, from = from.Word(), to = to.Word(), decidedBy, now });
}

public sealed record ClueMark(
    long ClueId, ClueMarkStatus Status, long ProposedBy, DateTimeOffset ProposedAt, long? DecidedBy, DateTimeOffset? DecidedAt)
{
    public bool WasJudgedBy(long userId) => ProposedBy == userId || DecidedBy == userId;
}
