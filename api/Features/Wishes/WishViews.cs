using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Duplicates;
using LinYuan.Api.Features.Wishes.Lists;
using LinYuan.Api.Features.Wishes.Preview;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Features.Wishes.UnitClaims;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes;

public sealed record PublicWishView(
    EntityId Id, EntityId CommunityId, string CommunityName, WishCategory Category, WishStatus Status, string Title, string Story,
    DateOnly? WantedBy, DateTimeOffset? PublishedAt, string? PublicReason, bool IsCrowd, IReadOnlyList<WishItemView> Items,
    DateTimeOffset? PledgeBy)
{
    /// <summary>Until when the open wish is kept for somebody who waited for it; nobody is told for whom.</summary>
    public DateTimeOffset? ReservedUntil { get; init; }

    /// <summary>Since when nobody takes it on although it waits for long (冷心愿); null when that is not so.</summary>
    public DateTimeOffset? ColdSince { get; init; }

    /// <summary>The unit or team that took the wish on; null when a member did so for themselves.</summary>
    public ClaimedForView? ClaimedFor { get; init; }

    /// <summary>The wish that stands for this one since staff merged them; a merged wish is in no list.</summary>
    public EntityId? MergedIntoId { get; init; }
}

public sealed record LeaseView(DateTimeOffset ContactBy, DateTimeOffset DeliverBy);

/// <summary>
/// A wish as one viewer sees it. The lease, the review's reason and what came of it are for those concerned; the author's own words
/// for the author and the reviewers; the contact is in no view at all.
/// </summary>
/// <param name="Actions">What the viewer may do next, in lists as in details: words of <see cref="WishAction"/> and <see cref="SideAction"/>.</param>
public sealed record WishView(
    EntityId Id, EntityId CommunityId, string CommunityName, WishCategory Category, WishStatus Status, string Title, string Story,
    DateOnly? WantedBy, DateTimeOffset SubmittedAt, DateTimeOffset? PublishedAt, string? PublicReason, bool IsMine, WishText? Original,
    TextCheck? TextCheck, string? ReviewReason, LeaseView? Lease, DateTimeOffset? DeliveredAt, string? DeliveryNote, DateTimeOffset? ClosedAt,
    int? Score, string? Comment, bool IsCrowd, IReadOnlyList<WishItemView> Items, DateTimeOffset? PledgeBy,
    IReadOnlyList<PledgeView>? MyPledges, IReadOnlyList<string> Actions)
{
    /// <summary>For staff: what is known of the delivery note. Unless it passed, only staff and its author see it.</summary>
    public TextCheck? DeliveryNoteCheck { get; init; }

    /// <summary>The same of the comment.</summary>
    public TextCheck? CommentCheck { get; init; }

    /// <summary>For the author and the staff of the area; null for everyone else.</summary>
    public WishReviewView? Review { get; init; }

    /// <summary>Until when the open wish is kept for one who waited for it; the viewer, if that one may decline it.</summary>
    public DateTimeOffset? ReservedUntil { get; init; }

    /// <summary>Since when nobody takes it on although it waits for long (冷心愿); null when that is not so.</summary>
    public DateTimeOffset? ColdSince { get; init; }

    /// <summary>Set when somebody filed it for a person without a phone; for those concerned, and for nobody else.</summary>
    public OnBehalfView? OnBehalf { get; init; }

    /// <summary>The unit or team that took the wish on; null when a member did so for themselves.</summary>
    public ClaimedForView? ClaimedFor { get; init; }

    /// <summary>The wish that stands for this one since staff merged them.</summary>
    public EntityId? MergedIntoId { get; init; }

    /// <summary>Counts the changes of what is written: whoever decides sends it along. For the author and the staff of the area.</summary>
    public int? Version { get; init; }

    /// <summary>Personal details in the author's words that should not become public, while the words may still be changed.</summary>
    public IReadOnlyList<DetailWarningView> Warnings { get; init; } = [];

    /// <summary>Wishes that may be the same; only in the answer to posting, else null.</summary>
    public IReadOnlyList<SimilarWishView>? Similar { get; init; }
}

public static class WishViews
{
    public static PublicWishView Public(PublicWish wish, CrowdPart? crowd, string communityName) => new(
        new EntityId(wish.Id), new EntityId(wish.CommunityId), communityName, wish.Category, wish.Status, wish.Title, wish.Story,
        wish.WantedBy, wish.PublishedAt, wish.PublicReason, wish.IsCrowd, CrowdViews.Items(crowd), crowd?.PledgeBy)
    {
        ColdSince = wish.ColdSince,
        ReservedUntil = wish.ReservedUntil,
    };

    public static PublicWishView Public(Wish wish, string communityName) => new(
        new EntityId(wish.Id), new EntityId(wish.Place.CommunityId), communityName, wish.Category, wish.Status, wish.PublicTitle ?? "",
        wish.PublicStory ?? "", wish.WantedBy, wish.PublishedAt, wish.PublicReason, wish.IsCrowd, CrowdViews.Items(wish.Crowd),
        wish.Crowd?.PledgeBy)
    {
        ColdSince = wish.Review.ColdSince,
        ReservedUntil = wish.Offer?.Until,
        ClaimedFor = ClaimedForView.Of(wish.ClaimedFor),
        MergedIntoId = MergedInto(wish),
    };

    public static WishView For(WishViewerContext context, string communityName)
    {
        var (wish, caller, isAuthor, isReviewer) = (context.Wish, context.Caller, context.IsAuthor, context.IsReviewer);
        var readsOriginal = isAuthor || isReviewer;
        var isConcerned = readsOriginal || wish.ClaimerId == caller.UserId;
        return new WishView(
            new EntityId(wish.Id), new EntityId(wish.Place.CommunityId), communityName, wish.Category, wish.Status,
            wish.PublicTitle ?? (readsOriginal ? wish.Text?.Title : null) ?? "",
            wish.PublicStory ?? (readsOriginal ? wish.Text?.Story : null) ?? "",
            wish.WantedBy, wish.SubmittedAt, wish.PublishedAt, wish.PublicReason, isAuthor,
            readsOriginal ? wish.Text : null,
            isReviewer ? wish.TextCheck : null,
            readsOriginal ? wish.ReviewReason : null,
            (isConcerned || wish.IsCoordinatedBy(caller)) && wish is { ContactBy: { } contactBy, DeliverBy: { } deliverBy } ? new LeaseView(contactBy, deliverBy) : null,
            wish.DeliveredAt,
            isConcerned && (HiddenText.IsShown(wish.NoteCheck) || isReviewer || wish.ClaimerId == caller.UserId) ? wish.DeliveryNote : null,
            wish.ClosedAt,
            isConcerned ? wish.Score : null,
            !isConcerned ? null : readsOriginal ? wish.Comment : HiddenText.IsShown(wish.CommentCheck) ? wish.MaskedComment : null,
            wish.IsCrowd, CrowdViews.Items(wish.Crowd), wish.Crowd?.PledgeBy, MyPledges: null,
            WishActions.For(context))
        {
            DeliveryNoteCheck = isReviewer ? wish.NoteCheck : null,
            CommentCheck = isReviewer ? wish.CommentCheck : null,
            Review = readsOriginal ? ReviewRules.View(wish, context.Now) : null,
            ColdSince = wish.Review.ColdSince,
            ReservedUntil = wish.Offer?.Until,
            OnBehalf = isConcerned && wish.FiledRelation is { } relation ? new OnBehalfView(relation, Filed: true) : null,
            ClaimedFor = ClaimedForView.Of(wish.ClaimedFor),
            MergedIntoId = MergedInto(wish),
            Version = readsOriginal ? wish.Version : null,
            Warnings = readsOriginal ? wish.Warnings : [],
        };
    }

    private static EntityId? MergedInto(Wish wish) => wish.MergedIntoId is { } id ? new EntityId(id) : null;
}
