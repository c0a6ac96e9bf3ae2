using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Photos.Core;

/// <param name="WishId">Of a photo of a wish or its delivery; else null.</param>
/// <param name="ClueId">Of a photo of a clue or its resolution; else null.</param>
/// <param name="StationId">Of a photo of a station; else null.</param>
/// <param name="Url">A link that works for a while; null while the viewer may not see the picture.</param>
/// <param name="ThumbnailUrl">The same picture small, for lists.</param>
/// <param name="Reason">Why staff hid it; for its owner and the staff.</param>
public sealed record PhotoView(
    EntityId Id, EntityId? WishId, EntityId? ClueId, EntityId? StationId, PhotoSubject For, string? Url, string? ThumbnailUrl, string MediaType, int Width, int Height,
    PhotoStatus Status, bool IsMine, string? Reason, DateTimeOffset CreatedAt, IReadOnlyList<string> Actions);

/// <param name="Url">A link that works for a while; the list gives it anew.</param>
/// <param name="ThumbnailUrl">The same picture small, for lists.</param>
public sealed record PublicPhotoView(EntityId Id, string Url, string ThumbnailUrl, string MediaType, int Width, int Height);

/// <summary>A photo as one viewer sees it. Whose it is is in no view.</summary>
public sealed class PhotoViews(PhotoLinks links)
{
    /// <summary>For a caller who may see it; <paramref name="of"/> is what it belongs to, as that caller meets it.</summary>
    public PhotoView For(Photo photo, PhotoCase of)
    {
        var roles = of.RolesOn(photo);
        // Only staff look at what is hidden, to show it again if it should not be.
        var url = photo.Status == PhotoStatus.Hidden && !roles.Contains(PhotoActor.Staff) ? null : links.To(photo, of.ReachOf(photo));
        return new PhotoView(
            new EntityId(photo.Id), IdOf(photo.WishId), IdOf(photo.ClueId), IdOf(photo.StationId), photo.SubjectKind,
            url, url is null ? null : PhotoLinks.Small(url), photo.MediaType, photo.Width, photo.Height, photo.Status, roles.Contains(PhotoActor.Owner),
            roles.Count > 0 ? photo.Reason : null, photo.CreatedAt, PhotoLifecycle.Table.ActionsFor(photo.Status, [.. roles]));
    }

    public PublicPhotoView Public(Photo photo)
    {
        var url = links.To(photo, LinkReach.Public);
        return new PublicPhotoView(new EntityId(photo.Id), url, PhotoLinks.Small(url), photo.MediaType, photo.Width, photo.Height);
    }

    internal static EntityId? IdOf(long? id) => id is { } value ? new EntityId(value) : null;
}
