using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos.Core;

/// <summary>What a photo shows.</summary>
public enum PhotoSubject
{
    /// <summary>The wish, by its author.</summary>
    Wish,

    /// <summary>How a wish was fulfilled, by its claimer; the subject is the claim.</summary>
    Delivery,

    /// <summary>What somebody saw, by whoever reported it.</summary>
    Clue,

    /// <summary>How a clue was solved, by its owner, with whose account it goes; the subject is the clue.</summary>
    Resolution,

    /// <summary>The station, by its keeper and staff.</summary>
    Station,
}

public sealed record NewPhoto(string Name, PhotoTarget Target, long OwnerId, string MediaType, int Bytes, int Width, int Height);

/// <param name="Name">Of the file: random, so that it says nothing about anybody.</param>
/// <param name="SubjectId">The id of the wish, the claim, the clue or the station, by <paramref name="SubjectKind"/>.</param>
/// <param name="WishId">Null for all that is no wish.</param>
/// <param name="Width">As it is to be shown, in pixels.</param>
/// <param name="CheckBy">Until when WeChat's verdict is awaited, also while the photo is hidden; null when it is not.</param>
/// <param name="CheckTries">How often WeChat could not download it.</param>
/// <param name="Reason">Why staff hid it; for its owner and the staff.</param>
public sealed record Photo(
    long Id, string Name, PhotoSubject SubjectKind, long SubjectId, long? WishId, Placement Place, long OwnerId, string MediaType, int Bytes,
    int Width, int Height, PhotoStatus Status, DateTimeOffset? CheckBy, int CheckTries, string? Reason, DateTimeOffset CreatedAt)
{
    public long? ClueId => SubjectKind is PhotoSubject.Clue or PhotoSubject.Resolution ? SubjectId : null;

    public long? StationId => SubjectKind == PhotoSubject.Station ? SubjectId : null;

    /// <summary>The id of the wish, the clue or the station that it belongs to.</summary>
    public long CaseId => WishId ?? SubjectId;

    public bool IsReviewedBy(Caller caller) => caller.IsStaffOf(Place.DistrictId, Place.StreetId, Place.CommunityId);
}
