using System.Text.Json.Serialization;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Preview;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Features.Wishes.UnitClaims;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes;

/// <summary>What the author wrote, as it is kept encrypted.</summary>
public sealed record WishText(string Title, string Story);

/// <summary>Whom to contact and where: open to the current claimer alone.</summary>
/// <param name="Phone">Null only for a represented person who has none; never the proxy's.</param>
public sealed record WishContact(
    [property: Text(1, 30)] string Name,
    [property: PhoneNumber(Optional = true)] string? Phone,
    [property: Text(2, 120)] string Address)
{
    /// <summary>The names of the fields that there are, for the record of who saw them.</summary>
    [JsonIgnore]
    public string Fields => Phone is null ? "name,address" : "name,phone,address";

    /// <summary>What no public text may repeat.</summary>
    [JsonIgnore]
    public OwnDetails Own => new(Name, Phone, Address);

    /// <summary>How to reach a person without a phone; left out for all others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note => Phone is null ? "这位居民没有电话，请通过社区联系，或约好时间上门" : null;
}

public sealed record NewWish(
    long AuthorId, Placement Place, WishCategory Category, WishText Text, WishContact Contact, DateOnly? WantedBy, TextCheck TextCheck)
{
    /// <summary>What the author thinks it costs, in yuan; null when they did not say.</summary>
    public int? EstimatedYuan { get; init; }

    /// <summary>For whom it is filed, when that is not the author.</summary>
    public long? RepresentedId { get; init; }

    public ProxyRelation? FiledRelation { get; init; }
}

/// <summary>A wish as the operations work with it; the contact is not part of it.</summary>
public sealed record Wish(
    long Id, Placement Place, long AuthorId, WishCategory Category, WishStatus Status, bool IsListed, WishText? Text, string? PublicTitle,
    string? PublicStory, TextCheck TextCheck, DateOnly? WantedBy, DateTimeOffset SubmittedAt, DateTimeOffset? PublishedAt, string? ReviewReason,
    string? PublicReason, long? ClaimId, long? ClaimerId, DateTimeOffset? ContactBy, DateTimeOffset? DeliverBy, DateTimeOffset? DeliveredAt,
    string? DeliveryNote, DateTimeOffset? ClosedAt, int? Score, string? Comment, bool IsCrowd)
{
    /// <summary>The resident's thanks for whoever helped: they need not reach the resident any more.</summary>
    public string? MaskedComment => Comment is null ? null : MaskedText.Of(Comment);

    /// <summary>What a crowd wish asks for and how far it is; null for others, and for one whose items were not kept.</summary>
    public CrowdPart? Crowd { get; init; }

    /// <summary>What is known of the delivery note; null when there is none.</summary>
    public TextCheck? NoteCheck { get; init; }

    /// <summary>The same of the comment.</summary>
    public TextCheck? CommentCheck { get; init; }

    /// <summary>To whom the open wish is offered; it may be over, until somebody passes it on.</summary>
    public WishOffer? Offer { get; init; }

    /// <summary>The person without a phone for whom the author filed it; null for the author's own.</summary>
    public long? RepresentedId { get; init; }

    /// <summary>What the author is to that person.</summary>
    public ProxyRelation? FiledRelation { get; init; }

    /// <summary>What concerns its review and its waiting.</summary>
    public WishReview Review { get; init; } = WishReview.None;

    /// <summary>The unit or team that took it on; null when nobody did or a member for themselves.</summary>
    public ClaimedFor? ClaimedFor { get; init; }

    /// <summary>The wish that stands for this one since staff merged them.</summary>
    public long? MergedIntoId { get; init; }

    /// <summary>Counts the changes of what is judged; a move that changes only the state leaves it as it is.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Personal details in the author's words, while those may still be changed.</summary>
    public IReadOnlyList<DetailWarningView> Warnings { get; init; } = [];

    /// <summary>The end of the limit that is running now; null when none is.</summary>
    public DateTimeOffset? LeaseEnd => Status switch
    {
        WishStatus.Claimed => ContactBy,
        WishStatus.InProgress => DeliverBy,
        _ => null,
    };

    /// <summary>Whether the caller's claim still holds at this moment; a job that is late does not prolong it.</summary>
    public bool IsHeldBy(Caller caller, DateTimeOffset now) => ClaimerId == caller.UserId && LeaseEnd > now;

    /// <summary>Whether the caller speaks for the unit or team that took it on. Nobody does that for their own wish.</summary>
    public bool IsCoordinatedBy(Caller caller) => AuthorId != caller.UserId && ClaimedFor?.Coordinators.Contains(caller.UserId) == true;

    public bool IsOfferedTo(Caller caller, DateTimeOffset now) => Offer is { } offer && offer.MemberId == caller.UserId && offer.Until > now;

    public bool IsOfferedToAnother(Caller caller, DateTimeOffset now) => Offer is { } offer && offer.MemberId != caller.UserId && offer.Until > now;

    /// <summary>Whether somebody else has it, by a lease or by an offer. Whoever speaks for the unit or team that took it on has it too.</summary>
    public bool IsHeldByAnother(Caller caller, DateTimeOffset now) => !IsCrowd && (Status == WishStatus.Open
        ? IsOfferedToAnother(caller, now)
        : LeaseEnd > now && ClaimerId != caller.UserId && !IsCoordinatedBy(caller));

    public bool IsReviewedBy(Caller caller) => caller.IsStaffOf(Place.DistrictId, Place.StreetId, Place.CommunityId);

    /// <summary>Everyone may see a listed wish, and one that was, once it is merged: a link to it leads on to the wish that stands for it.</summary>
    public bool IsPublic => IsListed || (Status == WishStatus.Merged && PublishedAt is not null);

    /// <summary>Before and outside that only its author, its claimer and the staff of its area.</summary>
    public bool IsVisibleTo(Caller caller) =>
        IsPublic || AuthorId == caller.UserId || ClaimerId == caller.UserId || IsReviewedBy(caller);

    /// <summary>In which roles the claim and the offer that it has now put the caller; the others are in <see cref="WishViewerContext.Roles"/>.</summary>
    public IReadOnlyList<WishActor> RolesOf(Caller caller, DateTimeOffset now)
    {
        List<WishActor> roles = [];
        if (IsHeldBy(caller, now))
            roles.Add(WishActor.Claimer);
        if (IsOfferedTo(caller, now))
            roles.Add(WishActor.Offered);
        if (LeaseEnd > now && IsCoordinatedBy(caller))
            roles.Add(WishActor.Coordinator);
        return roles;
    }
}
