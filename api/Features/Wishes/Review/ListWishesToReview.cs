using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.Reading;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Review;

/// <param name="Status">In which state they are; <c>pendingReview</c> unless told.</param>
/// <param name="AreaId">The area that they lie in, of any level that the caller works for; the caller's first area unless told.</param>
/// <param name="Escalated"><c>true</c>: only those that nobody has reviewed in time.</param>
/// <param name="Cold"><c>true</c>: only those that nobody takes on although they wait for long.</param>
/// <param name="Undecided"><c>true</c>: only those on which staff are asked to decide, since nobody takes them on.</param>
/// <param name="CodeDoubted"><c>true</c>: only those that were delivered with a handover code that proves nothing.</param>
public sealed record ListWishesToReviewRequest(
    WishStatus? Status, string? AreaId, bool? Escalated, bool? Cold, bool? Undecided, bool? CodeDoubted, PageQuery Page);

/// <summary>
/// Staff read the wishes of their area that wait for a review, by first posting: one that was sent back and handed in again keeps its
/// place. Instead of a status they may ask for those that wait too long, or whose handover code is in doubt.
/// </summary>
public sealed class ListWishesToReview(WishStore wishes, WaitLists waiting, AreaStore areas, WishPages pages)
    : ReadOperation<ListWishesToReviewRequest, Page<WishView>>
{
    public override void Configure()
    {
        Get("/wishes");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<WishView>> Read(ListWishesToReviewRequest request, CancellationToken ct)
    {
        var page = request.Page;
        var mark = WaitLists.Asked(
            isFiltered: request.Status is not null, (WishMark.Escalated, request.Escalated), (WishMark.Cold, request.Cold),
            (WishMark.Undecided, request.Undecided), (WishMark.CodeDoubted, request.CodeDoubted));
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(Caller, request.AreaId, areas);
        return await pages.For(Caller, page, session => mark is { } waits
            ? waiting.List(session, subtree, waits, page)
            : wishes.ListQueue(session, subtree, request.Status ?? WishStatus.PendingReview, after, page.Rows));
    }
}
