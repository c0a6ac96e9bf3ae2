using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Clues;

/// <summary>What happened to a clue, and the words with which it was done.</summary>
public sealed class ClueEventStore(FieldCipher cipher)
{
    /// <summary>For <see cref="ClueMoves"/> alone, which also tells those whom the move concerns.</summary>
    public Task<long> Add(Tx tx, long clueId, ClueMove move, DateTimeOffset now) => tx.Insert("""
        INSERT INTO clue_events (clue_id, at, action, from_status, to_status, actor, actor_id, words_enc)
        VALUES (@clueId, @now, @Action, @From, @To, @Actor, @ActorId, @Words)
        """, new
    {
        clueId, now, Action = move.Action.Word(), From = move.From?.Word(), To = move.To.Word(), Actor = move.Actor.Word(), move.ActorId,
        Words = cipher.EncryptIfAny(ClueStore.WordsPurpose, move.Words),
    });

    public async Task<IReadOnlyList<ClueEvent>> List(DbSession session, long clueId) =>
    [
        .. (await session.List<EventRow>("""
            SELECT clue_id AS ClueId, at AS At, action AS Action, from_status AS FromStatus, to_status AS ToStatus, actor AS Actor,
                   actor_id AS ActorId, words_enc AS WordsEnc
            FROM clue_events WHERE clue_id = @clueId ORDER BY id LIMIT 500
            """, new { clueId })).Select(Read),
    ];

    /// <summary>What somebody wrote along the way, in whatever role, newest first; for their own export.</summary>
    public async Task<IReadOnlyList<ClueEvent>> ListWordsBy(DbSession session, long actorId, int rows) =>
    [
        .. (await session.List<EventRow>("""
            SELECT clue_id AS ClueId, at AS At, action AS Action, from_status AS FromStatus, to_status AS ToStatus, actor AS Actor,
                   actor_id AS ActorId, words_enc AS WordsEnc
            FROM clue_events WHERE actor_id = @actorId AND words_enc IS NOT NULL ORDER BY id DESC LIMIT @rows
            """, new { actorId, rows })).Select(Read),
    ];

    /// <summary>Whether the clue is in its state by this very move of this person. Locked, so that a move of this moment is seen too.</summary>
    public async Task<bool> IsLastBy(Tx tx, long clueId, ClueAction action, long actorId)
    {
        var last = await tx.Find<LastMove>("""
            SELECT action AS Action, actor_id AS ActorId FROM clue_events
            WHERE clue_id = @clueId AND (from_status IS NULL OR from_status <> to_status) ORDER BY id DESC LIMIT 1 FOR UPDATE
            """, new { clueId });
        return last?.Action == action && last.ActorId == actorId;
    }

    /// <summary>What staff wrote belongs to the case; a reporter's words are the reporter's.</summary>
    public Task Erase(Tx tx, long reporterId) => tx.Execute(
        "UPDATE clue_events SET words_enc = NULL WHERE actor_id = @reporterId AND actor = 'reporter'", new { reporterId });

    private ClueEvent Read(EventRow row) => new(
        row.ClueId, row.At, row.Action, row.FromStatus, row.ToStatus, row.Actor, row.ActorId,
        cipher.DecryptIfAny(ClueStore.WordsPurpose, row.WordsEnc));

    private sealed record LastMove(ClueAction Action, long? ActorId);

    private sealed record EventRow(
        long ClueId, DateTimeOffset At, ClueAction Action, ClueStatus? FromStatus, ClueStatus ToStatus, ClueActor Actor, long? ActorId,
        byte[]? WordsEnc);
}

public sealed record ClueEvent(
    long ClueId, DateTimeOffset At, ClueAction Action, ClueStatus? FromStatus, ClueStatus ToStatus, ClueActor Actor, long? ActorId,
    string? Words);
