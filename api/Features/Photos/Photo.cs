using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos;

/// <summary>What a photo shows.</summary>
public enum PhotoSubject
{
    /// <summary>The wish, by its author.</summary>
    Wish,

    /// <summary>How a wish was fulfilled, by its claimer; the subject is the claim.</summary>
    Delivery,
}

/// <param name="SubjectId">The wish's id, or for a delivery the claim's.</param>
public sealed record NewPhoto(
    string Name, PhotoSubject SubjectKind, long SubjectId, long WishId, Placement Place, long OwnerId, string MediaType, int Bytes, int Width,
    int Height);

/// <param name="Name">Of the file: random, so that it says nothing about anybody.</param>
/// <param name="Width">As it is to be shown, in pixels.</param>
/// <param name="CheckTries">How often WeChat could not download it.</param>
/// <param name="Reason">Why staff hid it; for its owner and the staff.</param>
public sealed record Photo(
    long Id, string Name, PhotoSubject SubjectKind, long SubjectId, long WishId, Placement Place, long OwnerId, string MediaType, int Bytes,
    int Width, int Height, PhotoStatus Status, int CheckTries, string? Reason, DateTimeOffset CreatedAt)
{
    public bool IsReviewedBy(Caller caller) => caller.IsStaffOf(Place.DistrictId, Place.StreetId, Place.CommunityId);

    /// <summary>In which roles the caller meets this photo; nobody decides about their own.</summary>
    public IReadOnlyList<PhotoActor> RolesOf(Caller caller) =>
        OwnerId == caller.UserId ? [PhotoActor.Owner] : IsReviewedBy(caller) ? [PhotoActor.Staff] : [];
}
