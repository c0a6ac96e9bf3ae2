using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Wishes.Review;

/// <summary>The moves of a review other than the approval, and what staff and authors say of the cost.</summary>
public sealed class ReviewStore(FieldCipher cipher)
{
    /// <summary>Sends a wish back to its author; the reason is for the author.</summary>
    public Task<int> AskChanges(Tx tx, long id, string reason) => tx.Execute("""
        UPDATE wishes SET status = 'draft', review_reason_enc = @reason WHERE id = @id AND status = 'pendingReview'
        """, new { id, reason = cipher.Encrypt(WishStore.WordsPurpose, reason) });

    /// <summary>Turns it down. The contact is kept only while an appeal may still need it: after an appeal nobody does.</summary>
    public Task<int> Reject(Tx tx, long id, string reason, long staffId) => tx.Execute("""
        UPDATE wishes SET status = 'rejected', review_reason_enc = @reason, rejected_by = @staffId,
               contact_enc = CASE WHEN appealed_at IS NULL THEN contact_enc ELSE NULL END
        WHERE id = @id AND status = 'pendingReview'
        """, new { id, staffId, reason = cipher.Encrypt(WishStore.WordsPurpose, reason) });

    /// <summary>The author's one appeal; 0 when it was used, or its time is over.</summary>
    public Task<int> Appeal(Tx tx, long id, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = 'pendingReview', appealed_at = @now
        WHERE id = @id AND status = 'rejected' AND appealed_at IS NULL AND wait_due_at > @now
        """, new { id, now });

    /// <summary>The time for an appeal is over: nobody needs the contact any more. Runners may race: one of them erases it.</summary>
    public Task<int> ForgetContact(Tx tx, long id, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET contact_enc = NULL, wait_due_at = NULL WHERE id = @id AND status = 'rejected' AND wait_due_at <= @now
        """, new { id, now });

    public Task SetReviewerYuan(Tx tx, long id, int yuan) =>
        tx.Execute("UPDATE wishes SET reviewer_yuan = @yuan WHERE id = @id", new { id, yuan });

    /// <summary>Changes what everyone reads; 0 when somebody else has changed it since it was read.</summary>
    public Task<int> EditPublicText(Tx tx, long id, WishText text, int expectedVersion) => tx.Execute("""
        UPDATE wishes SET public_title = @Title, public_story = @Story, public_version = public_version + 1, version = version + 1
        WHERE id = @id AND listed = 1 AND public_version = @expectedVersion
        """, new { id, text.Title, text.Story, expectedVersion });
}
