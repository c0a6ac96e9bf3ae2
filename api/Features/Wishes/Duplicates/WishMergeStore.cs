using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Duplicates;

/// <summary>The rows of merged wishes. Both wishes are locked by the caller, the lower id first: see <see cref="MergeWish"/>.</summary>
public sealed class WishMergeStore
{
    /// <summary>
    /// The wish stands for itself no more: it leaves every list, and nobody needs its contact; 0 when it is no longer where it leaves.
    /// </summary>
    public Task<int> Merge(Tx tx, long id, WishStatus from, long intoId, DateTimeOffset now) => tx.Execute("""
        UPDATE wishes SET status = 'merged', merged_into_id = @intoId, listed = 0, contact_enc = NULL, closed_at = @now
        WHERE id = @id AND status = @from
        """, new { id, from = from.Word(), intoId, now });

    /// <summary>
    /// What was merged into the wish before points on to where it goes now, so that no reader follows a chain. All of them, since one
    /// left behind would point nowhere; they are as many as staff merged by hand.
    /// </summary>
    public Task Repoint(Tx tx, long id, long intoId) =>
        tx.Execute("UPDATE wishes SET merged_into_id = @intoId WHERE merged_into_id = @id", new { id, intoId });
}
