using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes;

public sealed record PublicWishView(
    EntityId Id, EntityId CommunityId, string CommunityName, WishCategory Category, WishStatus Status, string Title, string Story,
    DateOnly? WantedBy, DateTimeOffset? PublishedAt, string? PublicReason, bool IsCrowd, IReadOnlyList<WishItemView> Items,
    DateTimeOffset? PledgeBy);

public sealed record LeaseView(DateTimeOffset ContactBy, DateTimeOffset DeliverBy);

/// <summary>
/// A wish as one viewer sees it. The lease, the review's reason and what came of it are for those concerned; the author's own words
/// for the author and the reviewers; the contact is in no view at all.
/// </summary>
public sealed record WishView(
    EntityId Id, EntityId CommunityId, string CommunityName, WishCategory Category, WishStatus Status, string Title, string Story,
    DateOnly? WantedBy, DateTimeOffset SubmittedAt, DateTimeOffset? PublishedAt, string? PublicReason, bool IsMine, WishText? Original,
    TextCheck? TextCheck, string? ReviewReason, LeaseView? Lease, DateTimeOffset? DeliveredAt, string? DeliveryNote, DateTimeOffset? ClosedAt,
    int? Score, string? Comment, bool IsCrowd, IReadOnlyList<WishItemView> Items, DateTimeOffset? PledgeBy,
    IReadOnlyList<PledgeView>? MyPledges, IReadOnlyList<string> Actions);

public static class WishViews
{
    public static PublicWishView Public(PublicWish wish, CrowdPart? crowd, string communityName) => new(
        new EntityId(wish.Id), new EntityId(wish.CommunityId), communityName, wish.Category, wish.Status, wish.Title, wish.Story,
        wish.WantedBy, wish.PublishedAt, wish.PublicReason, wish.IsCrowd, CrowdViews.Items(crowd), crowd?.PledgeBy);

    public static PublicWishView Public(Wish wish, string communityName) => new(
        new EntityId(wish.Id), new EntityId(wish.Place.CommunityId), communityName, wish.Category, wish.Status, wish.PublicTitle ?? "",
        wish.PublicStory ?? "", wish.WantedBy, wish.PublishedAt, wish.PublicReason, wish.IsCrowd, CrowdViews.Items(wish.Crowd),
        wish.Crowd?.PledgeBy);

    public static WishView For(Caller caller, Wish wish, string communityName, DateTimeOffset now)
    {
        var roles = wish.RolesOf(caller, now);
        var isAuthor = roles.Contains(WishActor.Author);
        var readsOriginal = isAuthor || roles.Contains(WishActor.Staff);
        var isConcerned = readsOriginal || wish.ClaimerId == caller.UserId;
        return new WishView(
            new EntityId(wish.Id), new EntityId(wish.Place.CommunityId), communityName, wish.Category, wish.Status,
            wish.PublicTitle ?? (readsOriginal ? wish.Text?.Title : null) ?? "",
            wish.PublicStory ?? (readsOriginal ? wish.Text?.Story : null) ?? "",
            wish.WantedBy, wish.SubmittedAt, wish.PublishedAt, wish.PublicReason, isAuthor,
            readsOriginal ? wish.Text : null,
            roles.Contains(WishActor.Staff) ? wish.TextCheck : null,
            readsOriginal ? wish.ReviewReason : null,
            isConcerned && wish is { ContactBy: { } contactBy, DeliverBy: { } deliverBy } ? new LeaseView(contactBy, deliverBy) : null,
            wish.DeliveredAt,
            isConcerned ? wish.DeliveryNote : null,
            wish.ClosedAt,
            isConcerned ? wish.Score : null,
            isConcerned ? wish.Comment : null,
            wish.IsCrowd, CrowdViews.Items(wish.Crowd), wish.Crowd?.PledgeBy, MyPledges: null,
            ActionsFor(wish, roles, now));
    }

    /// <summary>The moves of the table that are open to the viewer now, by the names of their routes.</summary>
    private static IReadOnlyList<string> ActionsFor(Wish wish, IReadOnlyList<WishActor> roles, DateTimeOffset now) =>
    [
        .. WishLifecycle.Table.ActionsFor(wish.Status, [.. roles])
            .Where(action => action != WishAction.DeliverWithCode.Word())
            .Where(action => CrowdViews.Offers(wish, action, now))
            .Where(action => action != WishAction.Confirm.Word() || wish.Score is null),
    ];
}
