using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.Claims.Delivery;

/// <summary>The last moves of a wish. Where it is over, the contact and the handover code are erased with the same statement.</summary>
public sealed class WishOutcomeStore(FieldCipher cipher)
{
    public Task<int> Confirm(Tx tx, long id, int score, CheckedWords comment, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = 'fulfilled', score = @score, comment_enc = @comment, comment_check = @check, closed_at = @now, contact_enc = NULL,
               handover_code_enc = NULL
        WHERE id = @id AND status = 'delivered'
        """, new { id, score, comment = cipher.EncryptIfAny(WishStore.WordsPurpose, comment.Words), check = comment.Check?.Word(), now });

    /// <summary>A wish that the handover code confirmed still takes the resident's score, once.</summary>
    public Task<int> ScoreOnly(Tx tx, long id, int score, CheckedWords comment) => tx.Execute("""
        UPDATE wishes SET score = @score, comment_enc = @comment, comment_check = @check WHERE id = @id AND status = 'fulfilled' AND score IS NULL
        """, new { id, score, comment = cipher.EncryptIfAny(WishStore.WordsPurpose, comment.Words), check = comment.Check?.Word() });

    /// <summary>What a later check of the claimer's note came to; nothing if it was written anew meanwhile and judged.</summary>
    public Task SettleNote(Tx tx, long id, TextCheck check) => tx.Execute(
        "UPDATE wishes SET delivery_note_check = @check WHERE id = @id AND delivery_note_check = 'unchecked'", new { id, check = check.Word() });

    /// <summary>The same of the resident's comment.</summary>
    public Task SettleComment(Tx tx, long id, TextCheck check) => tx.Execute(
        "UPDATE wishes SET comment_check = @check WHERE id = @id AND comment_check = 'unchecked'", new { id, check = check.Word() });

    public Task<int> Dispute(Tx tx, long id) =>
        tx.Execute("UPDATE wishes SET status = 'disputed' WHERE id = @id AND status = 'delivered'", new { id });

    public Task<int> ResolveFulfilled(Tx tx, long id, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = 'fulfilled', closed_at = @now, contact_enc = NULL, handover_code_enc = NULL
        WHERE id = @id AND status = 'disputed'
        """, new { id, now });

    public Task<int> ResolveInProgress(Tx tx, long id, DateTimeOffset deliverBy) => tx.Execute("""
        UPDATE wishes SET status = 'inProgress', deliver_by = @deliverBy, delivered_at = NULL, delivery_note_enc = NULL
        WHERE id = @id AND status = 'disputed'
        """, new { id, deliverBy });

    public Task<int> ResolveOpen(Tx tx, long id) => tx.Execute("""
        UPDATE wishes SET status = 'open', claim_id = NULL, claimer_id = NULL, contact_by = NULL, deliver_by = NULL,
               handover_code_enc = NULL, delivered_at = NULL, delivery_note_enc = NULL
        WHERE id = @id AND status = 'disputed'
        """, new { id });

    /// <summary>Nobody answered in time; the contact is kept only for a call-back. Runners may race: one of them moves it.</summary>
    public Task<int> TimeOut(Tx tx, long id, bool keepsContact, DateTimeOffset deliveredBefore, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = 'fulfilledUnconfirmed', closed_at = @now, handover_code_enc = NULL,
               contact_enc = CASE WHEN @keepsContact THEN contact_enc ELSE NULL END
        WHERE id = @id AND status = 'delivered' AND delivered_at <= @deliveredBefore
        """, new { id, keepsContact, deliveredBefore, now });

    public Task<IReadOnlyList<long>> ListSilent(DbSession session, DateTimeOffset deliveredBefore, int rows) => session.List<long>("""
        SELECT id FROM wishes WHERE status = 'delivered' AND due_at <= @deliveredBefore ORDER BY due_at LIMIT @rows
        """, new { deliveredBefore, rows });
}
