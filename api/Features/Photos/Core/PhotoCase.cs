using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos.Core;

/// <summary>A wish, a clue or a station as one caller meets it: what they may add and see. No I/O.</summary>
public abstract record PhotoCase(Caller Caller)
{
    /// <summary>Kind and id of each subject whose photos are listed with it, in the order of the list.</summary>
    public abstract IReadOnlyList<(PhotoSubject Kind, long Id)> Subjects { get; }

    /// <summary>Whose case it is decides about no photo of it, whoever added that.</summary>
    protected abstract bool IsOwn { get; }

    /// <summary>What a photo by the caller would be of.</summary>
    /// <exception cref="Refusal">403: it is not theirs to add. 409: too early, or over.</exception>
    public abstract PhotoTarget TargetFor(PhotoSubject kind, DateTimeOffset now);

    /// <summary>Whether a photo of this kind that has passed is for the caller as one of those concerned.</summary>
    protected abstract bool Concerns(PhotoSubject kind);

    /// <summary>Whether one that has passed is for everyone.</summary>
    protected abstract bool IsPublic(PhotoSubject kind);

    /// <summary>In which roles the caller meets the photo. Nobody decides about their own, nor in a case of their own.</summary>
    public IReadOnlyList<PhotoActor> RolesOn(Photo photo) =>
        photo.OwnerId == Caller.UserId ? [PhotoActor.Owner] : !IsOwn && photo.IsReviewedBy(Caller) ? [PhotoActor.Staff] : [];

    /// <summary>Until a photo is visible it is for its owner and the staff alone.</summary>
    public bool MaySee(Photo photo) =>
        RolesOn(photo).Count > 0 || (photo.Status == PhotoStatus.Visible && (Concerns(photo.SubjectKind) || IsPublic(photo.SubjectKind)));

    /// <summary>Who may see a photo as everyone may gets everyone's link, and loses it together with everyone.</summary>
    public LinkReach ReachOf(Photo photo) =>
        photo.Status == PhotoStatus.Hidden ? LinkReach.Hidden
        : RolesOn(photo).Count == 0 && IsPublic(photo.SubjectKind) ? LinkReach.Public
        : LinkReach.Concerned;
}

/// <summary>What a new photo would be of.</summary>
/// <param name="WishId">The wish, also where the subject is the claim; null for all that is no wish.</param>
/// <param name="IsShared">Whether several people's photos count towards one limit; else each person's own.</param>
public sealed record PhotoTarget(PhotoSubject Kind, long SubjectId, long? WishId, Placement Place, bool IsShared);
