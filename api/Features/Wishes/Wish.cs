using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Wishes;

/// <summary>What the author wrote, as it is kept encrypted.</summary>
public sealed record WishText(string Title, string Story);

/// <summary>Whom to contact and where: open to the current claimer alone.</summary>
public sealed record WishContact(
    [property: Text(1, 30)] string Name,
    [property: PhoneNumber] string Phone,
    [property: Text(2, 120)] string Address);

public sealed record NewWish(
    long AuthorId, Placement Place, WishCategory Category, WishText Text, WishContact Contact, DateOnly? WantedBy, TextCheck TextCheck);

/// <summary>A wish as the operations work with it; the contact is not part of it.</summary>
public sealed record Wish(
    long Id, Placement Place, long AuthorId, WishCategory Category, WishStatus Status, bool IsListed, WishText? Text, string? PublicTitle,
    string? PublicStory, TextCheck TextCheck, DateOnly? WantedBy, DateTimeOffset SubmittedAt, DateTimeOffset? PublishedAt, string? ReviewReason,
    string? PublicReason, long? ClaimId, long? ClaimerId, DateTimeOffset? ContactBy, DateTimeOffset? DeliverBy, DateTimeOffset? DeliveredAt,
    string? DeliveryNote, DateTimeOffset? ClosedAt, int? Score, string? Comment, bool IsCrowd)
{
    /// <summary>What a crowd wish asks for and how far it is; null for others, and for one whose items were not kept.</summary>
    public CrowdPart? Crowd { get; init; }

    /// <summary>The end of the limit that is running now; null when none is.</summary>
    public DateTimeOffset? LeaseEnd => Status switch
    {
        WishStatus.Claimed => ContactBy,
        WishStatus.InProgress => DeliverBy,
        _ => null,
    };

    /// <summary>Whether the caller's claim still holds at this moment; a job that is late does not prolong it.</summary>
    public bool IsHeldBy(Caller caller, DateTimeOffset now) => ClaimerId == caller.UserId && LeaseEnd > now;

    public bool IsReviewedBy(Caller caller) => caller.IsStaffOf(Place.DistrictId, Place.StreetId, Place.CommunityId);

    /// <summary>Everyone may see a listed wish; before and outside that only its author, its claimer and the staff of its area.</summary>
    public bool IsVisibleTo(Caller caller) =>
        IsListed || AuthorId == caller.UserId || ClaimerId == caller.UserId || IsReviewedBy(caller);

    /// <summary>In which roles the caller meets this wish.</summary>
    public IReadOnlyList<WishActor> RolesOf(Caller caller, DateTimeOffset now)
    {
        List<WishActor> roles = [];
        if (AuthorId == caller.UserId)
            roles.Add(WishActor.Author);
        else
            roles.Add(WishActor.Member);
        if (AuthorId != caller.UserId && IsReviewedBy(caller))
            roles.Add(WishActor.Staff);
        if (IsHeldBy(caller, now))
            roles.Add(WishActor.Claimer);
        return roles;
    }
}
