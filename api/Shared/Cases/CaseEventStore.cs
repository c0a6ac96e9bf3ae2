using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Shared.Cases;

/// <summary>One move as the timeline keeps it. The words are those of whoever made it.</summary>
public sealed record CaseEvent(
    long CaseId, DateTimeOffset At, string Action, string? FromStatus, string ToStatus, string Actor, long? ActorId, string? Words)
{
    public static CaseEvent Of<TStatus, TAction, TActor>(TStatus? from, TStatus to, Step<TAction, TActor> step)
        where TStatus : struct, Enum
        where TAction : struct, Enum
        where TActor : struct, Enum => new(0, step.Now, step.Action.Word(), from?.Word(), to.Word(), step.Actor.Word(), step.ById, step.Words);
}

/// <summary>What happened to cases of all kinds, and the words with which it was done.</summary>
public sealed class CaseEventStore(FieldCipher cipher)
{
    private const string Columns = """
        case_id AS CaseId, at AS At, action AS Action, from_status AS FromStatus, to_status AS ToStatus, actor AS Actor, actor_id AS ActorId,
        words_enc AS WordsEnc
        """;

    /// <summary>For <see cref="CaseMoves"/> alone, which also tells those whom the move concerns.</summary>
    public Task<long> Add(Tx tx, string kind, long caseId, CaseEvent moved) => tx.Insert("""
        INSERT INTO case_events (kind, case_id, at, action, from_status, to_status, actor, actor_id, words_enc)
        VALUES (@kind, @caseId, @At, @Action, @FromStatus, @ToStatus, @Actor, @ActorId, @words)
        """, new
    {
        kind, caseId, moved.At, moved.Action, moved.FromStatus, moved.ToStatus, moved.Actor, moved.ActorId,
        words = cipher.EncryptIfAny(PurposeOf(kind), moved.Words),
    });

    public async Task<IReadOnlyList<CaseEvent>> List(DbSession session, string kind, long caseId) =>
    [
        .. (await session.List<EventRow>($"""
            SELECT {Columns} FROM case_events WHERE kind = @kind AND case_id = @caseId ORDER BY id LIMIT 500
            """, new { kind, caseId })).Select(row => Read(kind, row)),
    ];

    /// <summary>What somebody wrote along the way, in whatever role, newest first; for their own export.</summary>
    public async Task<IReadOnlyList<CaseEvent>> ListWordsBy(DbSession session, string kind, long actorId, int rows) =>
    [
        .. (await session.List<EventRow>($"""
            SELECT {Columns} FROM case_events
            WHERE kind = @kind AND actor_id = @actorId AND words_enc IS NOT NULL ORDER BY id DESC LIMIT @rows
            """, new { kind, actorId, rows })).Select(row => Read(kind, row)),
    ];

    /// <summary>Whether the case is in its state by this very move of this person. Locked, so that a move of this moment is seen too.</summary>
    public async Task<bool> IsLastBy(Tx tx, string kind, long caseId, string action, long actorId)
    {
        var last = await tx.Find<LastMove>("""
            SELECT action AS Action, actor_id AS ActorId FROM case_events
            WHERE kind = @kind AND case_id = @caseId AND (from_status IS NULL OR from_status <> to_status)
            ORDER BY id DESC LIMIT 1 FOR UPDATE
            """, new { kind, caseId });
        return last?.Action == action && last.ActorId == actorId;
    }

    /// <summary>Erases what somebody wrote in one role; the move itself stays, and what staff wrote belongs to the case.</summary>
    public Task Erase(Tx tx, string kind, long actorId, string actor) => tx.Execute(
        "UPDATE case_events SET words_enc = NULL WHERE kind = @kind AND actor_id = @actorId AND actor = @actor", new { kind, actorId, actor });

    private static string PurposeOf(string kind) => kind + ".words";

    private CaseEvent Read(string kind, EventRow row) => new(
        row.CaseId, row.At, row.Action, row.FromStatus, row.ToStatus, row.Actor, row.ActorId, cipher.DecryptIfAny(PurposeOf(kind), row.WordsEnc));

    private sealed record LastMove(string Action, long? ActorId);

    private sealed record EventRow(
        long CaseId, DateTimeOffset At, string Action, string? FromStatus, string ToStatus, string Actor, long? ActorId, byte[]? WordsEnc);
}
