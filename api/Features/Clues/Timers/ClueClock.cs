using LinYuan.Api.Shared.Data;

namespace LinYuan.Api.Features.Clues;

/// <summary>Moves that nobody asks for: the clock's, and those that follow from another move.</summary>
public sealed class ClueClock(ClueStore clues, ClueMoves moves)
{
    /// <summary>
    /// 1 when this call made the move. Runners may race: each waits for the lock, and the one who comes second finds that
    /// <paramref name="change"/> has nothing to do, which it says by null.
    /// </summary>
    public async Task<int> Take(Tx tx, long id, ClueAction action, DateTimeOffset now, Func<Clue, Clue?> change)
    {
        if (await clues.Lock(tx, id) is not { } before || !ClueLifecycle.Table.Allows(before.Status, action, ClueActor.System))
            return 0;
        if (change(before) is not { } after || await clues.Save(tx, before, after) == 0)
            return 0;
        await moves.Record(tx, before, after, new ClueMove(action, before.Status, after.Status, ClueActor.System, null), now);
        return 1;
    }
}
