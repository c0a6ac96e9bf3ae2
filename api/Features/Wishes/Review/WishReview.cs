using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes.Review;

/// <summary>What concerns the review of a wish and its waiting.</summary>
/// <param name="EstimatedYuan">The author's guess of what it costs.</param>
/// <param name="ReviewerYuan">The reviewer's, which counts before the author's.</param>
/// <param name="PublicVersion">Counts the changes of the public text.</param>
/// <param name="DueAt">When it has waited too long in its state; in "rejected", until when the author may appeal.</param>
public sealed record WishReview(
    int? EstimatedYuan, int? ReviewerYuan, int PublicVersion, long? RejectedBy, DateTimeOffset? AppealedAt, DateTimeOffset? DueAt,
    DateTimeOffset? EscalatedAt, DateTimeOffset? ColdSince, DateTimeOffset? UndecidedSince)
{
    /// <summary>Of what nobody has reviewed yet.</summary>
    public static readonly WishReview None = new(null, null, 1, null, null, null, null, null, null);
}

/// <summary>The review as the author and the staff of the area read it. Moments are null when they do not apply in this state.</summary>
/// <param name="WaitingSince">Since when it waits for a review: the last submission, or the appeal.</param>
/// <param name="ReviewBy">When the street is told that nobody has reviewed it.</param>
/// <param name="AppealBy">Until when the author may appeal.</param>
/// <param name="PublicVersion">To be sent along when the public text is edited.</param>
public sealed record WishReviewView(
    DateTimeOffset? WaitingSince, DateTimeOffset? ReviewBy, DateTimeOffset? EscalatedAt, DateTimeOffset? AppealedAt, DateTimeOffset? AppealBy,
    int? EstimatedYuan, int? ReviewerYuan, DateTimeOffset? UndecidedSince, int PublicVersion);

/// <summary>Who may decide what in a review; no I/O.</summary>
public static class ReviewRules
{
    public static WishReviewView View(Wish wish, DateTimeOffset now)
    {
        var review = wish.Review;
        var isPending = wish.Status == WishStatus.PendingReview;
        var waitingSince = review.AppealedAt > wish.SubmittedAt ? review.AppealedAt : wish.SubmittedAt;
        return new WishReviewView(
            isPending ? waitingSince : null, isPending ? review.DueAt : null, review.EscalatedAt, review.AppealedAt,
            WishRules.Appeal(wish, now) is null ? review.DueAt : null, review.EstimatedYuan, review.ReviewerYuan, review.UndecidedSince, review.PublicVersion);
    }

    /// <summary>Others than those who turned it down look at an appeal: staff of the street or above, and not the same person.</summary>
    public static bool MayReview(Wish wish, Caller caller) =>
        wish.Review.AppealedAt is null
        || (caller.IsStaffOf(wish.Place.DistrictId, wish.Place.StreetId) && wish.Review.RejectedBy != caller.UserId);

    /// <summary>Whether one giver alone would be asked too much: the reviewer's guess decides, else the author's.</summary>
    public static bool IsOverCap(Wish wish, int? reviewerYuan, int capYuan) =>
        !wish.IsCrowd && (reviewerYuan ?? wish.Review.EstimatedYuan) > capYuan;
}
