using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos;

/// <param name="Url">A link that works for a while; null while the viewer may not see the picture.</param>
/// <param name="Reason">Why staff hid it; for its owner and the staff.</param>
public sealed record PhotoView(
    EntityId Id, EntityId WishId, PhotoSubject For, string? Url, string MediaType, int Width, int Height, PhotoStatus Status, bool IsMine,
    string? Reason, DateTimeOffset CreatedAt, IReadOnlyList<string> Actions);

/// <param name="Url">A link that works for a while; the list gives it anew.</param>
public sealed record PublicPhotoView(EntityId Id, string Url, string MediaType, int Width, int Height);

/// <summary>A photo as one viewer sees it. Whose it is is in no view.</summary>
public sealed class PhotoViews(PhotoLinks links)
{
    /// <summary>
    /// Whether the caller, who may see the wish, may see this photo: until it is visible its owner and the staff alone; a delivery's
    /// photo only those concerned, like the note that comes with it.
    /// </summary>
    public static bool MaySee(Photo photo, Wish wish, Caller caller) =>
        photo.RolesOf(caller).Count > 0
        || (photo.Status == PhotoStatus.Visible
            && (photo.SubjectKind == PhotoSubject.Wish || wish.AuthorId == caller.UserId || wish.ClaimerId == caller.UserId));

    public PhotoView For(Photo photo, Caller caller)
    {
        var roles = photo.RolesOf(caller);
        return new PhotoView(
            new EntityId(photo.Id), new EntityId(photo.WishId), photo.SubjectKind,
            // Only staff look at what is hidden, to show it again if it should not be.
            photo.Status == PhotoStatus.Hidden && !roles.Contains(PhotoActor.Staff) ? null : links.To(photo),
            photo.MediaType, photo.Width, photo.Height, photo.Status, roles.Contains(PhotoActor.Owner),
            roles.Count > 0 ? photo.Reason : null, photo.CreatedAt, PhotoLifecycle.Table.ActionsFor(photo.Status, [.. roles]));
    }

    public PublicPhotoView Public(Photo photo) => new(new EntityId(photo.Id), links.To(photo), photo.MediaType, photo.Width, photo.Height);
}
