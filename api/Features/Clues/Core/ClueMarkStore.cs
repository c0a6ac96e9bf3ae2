using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Lifecycles;

namespace LinYuan.Api.Features.Clues.Core;

public enum ClueMarkStatus
{
    Proposed,

    /// <summary>A second person agreed: it leaves the rate and stays in the counts.</summary>
    Marked,
    Appealed,
    Upheld,

    /// <summary>Not marked after all; it cannot be proposed again.</summary>
    Lifted,

    /// <summary>The second person did not agree; it cannot be proposed again.</summary>
    Dropped,
}

/// <summary>不合理诉求: two persons of the street say that what was asked for could not be given; the reporter may appeal to the district.</summary>
public static class ClueMarkLifecycle
{
    public static readonly Lifecycle<ClueMarkStatus, ClueAction, ClueActor> Table = new("Clue mark 不合理诉求",
    [
        new(null, ClueAction.ProposeUnreasonable, ClueActor.Superior, ClueMarkStatus.Proposed),
        new(ClueMarkStatus.Proposed, ClueAction.ConfirmUnreasonable, ClueActor.Superior, ClueMarkStatus.Marked),
        new(ClueMarkStatus.Proposed, ClueAction.DropUnreasonable, ClueActor.Superior, ClueMarkStatus.Dropped),
        new(ClueMarkStatus.Marked, ClueAction.AppealUnreasonable, ClueActor.Reporter, ClueMarkStatus.Appealed),
        new(ClueMarkStatus.Appealed, ClueAction.DecideUnreasonable, ClueActor.District, ClueMarkStatus.Upheld),
        new(ClueMarkStatus.Appealed, ClueAction.DecideUnreasonable, ClueActor.District, ClueMarkStatus.Lifted),
    ]);

    /// <summary>What only one person wanted is nothing to the reporter.</summary>
    public static readonly StateGroup<ClueMarkStatus> AmongStaff = new(ClueMarkStatus.Proposed, ClueMarkStatus.Dropped);
}

/// <summary>Marks of clues as unreasonable; a clue has one at most.</summary>
public sealed class ClueMarkStore(Lifecycle<ClueMarkStatus, ClueAction, ClueActor> table)
{
    private const string Columns = """
        clue_id AS ClueId, status AS Status, proposed_by AS ProposedBy, proposed_at AS ProposedAt, decided_by AS DecidedBy,
        decided_at AS DecidedAt
        """;

    /// <summary>Only a closed clue can have one, so for others nothing is asked.</summary>
    public Task<ClueMark?> Find(DbSession session, Clue clue) => !ClueLifecycle.CanBeMarked.Has(clue.Status)
        ? Task.FromResult<ClueMark?>(null)
        : session.Find<ClueMark>($"SELECT {Columns} FROM clue_marks WHERE clue_id = @Id", new { clue.Id });

    public async Task<IReadOnlyDictionary<long, ClueMark>> Of(DbSession session, IReadOnlyList<Clue> clues)
    {
        var ids = clues.Where(clue => ClueLifecycle.CanBeMarked.Has(clue.Status)).Select(clue => clue.Id).ToList();
        return ids.Count == 0
            ? new Dictionary<long, ClueMark>()
            : (await session.List<ClueMark>($"SELECT {Columns} FROM clue_marks WHERE clue_id IN @ids LIMIT 200", new { ids }))
                .ToDictionary(mark => mark.ClueId);
    }

    /// <summary>Under the lock of the clue, so that two proposals do not meet.</summary>
    public async Task Propose(Tx tx, Clue clue, long userId, DateTimeOffset now)
    {
        if (!table.Leads(null, ClueAction.ProposeUnreasonable, ClueActor.Superior, ClueMarkStatus.Proposed) || await Find(tx, clue) is not null)
            throw new Refusal(ClueErrors.WrongState);
        await tx.Execute("""
            INSERT INTO clue_marks (clue_id, status, proposed_by, proposed_at) VALUES (@Id, @status, @userId, @now)
            """, new { clue.Id, status = ClueMarkStatus.Proposed.Word(), userId, now });
    }

    /// <summary>
    /// A move of the mark, guarded by the row of its table that ends there; refused when there is none or the mark is not where it begins.
    /// The person counts as who decided unless it is the reporter's appeal.
    /// </summary>
    public async Task Move(Tx tx, Clue clue, ClueAction action, ClueMarkStatus to, long? decidedBy, DateTimeOffset now)
    {
        var from = table.Moves.FirstOrDefault(move => move.Action == action && move.To == to)?.From;
        var moved = from is null ? 0 : await tx.Execute("""
            UPDATE clue_marks SET status = @to, decided_by = COALESCE(@decidedBy, decided_by),
                   decided_at = CASE WHEN @decidedBy IS NULL THEN decided_at ELSE @now END
            WHERE clue_id = @Id AND status = @from
            """, new { clue.Id, from = from.Value.Word(), to = to.Word(), decidedBy, now });
        if (moved == 0)
            throw new Refusal(ClueErrors.WrongState);
    }
}

public sealed record ClueMark(
    long ClueId, ClueMarkStatus Status, long ProposedBy, DateTimeOffset ProposedAt, long? DecidedBy, DateTimeOffset? DecidedAt)
{
    public bool WasJudgedBy(long userId) => ProposedBy == userId || DecidedBy == userId;
}
