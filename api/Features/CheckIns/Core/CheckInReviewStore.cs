using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Lifecycles;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>What becomes of check-ins after they were submitted: guarded moves, their points and their events.</summary>
public sealed class CheckInReviewStore(FieldCipher cipher)
{
    /// <summary>
    /// A decision as a guarded move; 0 when the check-in is no longer in that state. A provisional one whose time is over counts as
    /// accepted, whether or not the job has been there.
    /// </summary>
    public Task<int> Move(Tx tx, long id, CheckInStatus from, CheckInStatus to, DateTimeOffset now) => tx.Execute("""
        UPDATE check_ins SET status = @to, due_at = NULL WHERE id = @id AND status = @from AND (due_at IS NULL OR due_at > @now)
        """, new { id, from = from.Word(), to = to.Word(), now });

    /// <summary>Provisional check-ins that nobody challenged in time, those that waited longest first.</summary>
    public Task<IReadOnlyList<long>> ListDue(DbSession session, DateTimeOffset now, int rows) => session.List<long>(
        "SELECT id FROM check_ins WHERE due_at <= @now ORDER BY due_at LIMIT @rows", new { now, rows });

    public Task<int> Mature(Tx tx, long id, DateTimeOffset now) => tx.Execute("""
        UPDATE check_ins SET status = 'accepted', due_at = NULL WHERE id = @id AND status = 'provisional' AND due_at <= @now
        """, new { id, now });

    /// <summary>What the check-in brings from now on, or the reason why nothing.</summary>
    public Task SetPoints(Tx tx, long id, int points, ErrorCode? refused) => tx.Execute(
        "UPDATE check_ins SET points = @points, points_refused = @refused WHERE id = @id", new { id, points, refused = refused?.Code });

    /// <param name="actorId">Null for the clock.</param>
    public Task AddEvent(
        Tx tx, long id, Move<CheckInStatus, CheckInAction, CheckInActor> move, long? actorId, string? reason, DateTimeOffset now) => tx.Execute("""
        INSERT INTO check_in_events (check_in_id, at, action, from_status, to_status, actor_id, reason_enc)
        VALUES (@id, @now, @action, @from, @to, @actorId, @reason)
        """, new
    {
        id, now, action = move.Action.Word(), from = move.From!.Value.Word(), to = move.To.Word(), actorId,
        reason = cipher.EncryptIfAny(CheckInStore.ReasonPurpose, reason),
    });

    public Task EraseReasons(Tx tx, long userId) => tx.Execute("""
        UPDATE check_in_events SET reason_enc = NULL
        WHERE reason_enc IS NOT NULL AND check_in_id IN (SELECT id FROM check_ins WHERE user_id = @userId)
        """, new { userId });
}
