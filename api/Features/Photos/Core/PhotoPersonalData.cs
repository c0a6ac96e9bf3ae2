using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Photos.Core;

/// <summary>
/// What this area holds on a person: the photos that they uploaded, of whatever. Those of how a clue was solved go with
/// its owner too.
/// </summary>
internal static class PhotoPersonalData
{
    private const int Most = 1000;

    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId)
    {
        var links = services.GetRequiredService<PhotoLinks>();
        return (await services.GetRequiredService<PhotoStore>().ListOfOwner(session, userId, Most)).Select(photo => new
        {
            Id = new EntityId(photo.Id), WishId = PhotoViews.IdOf(photo.WishId), ClueId = PhotoViews.IdOf(photo.ClueId),
            StationId = PhotoViews.IdOf(photo.StationId), For = photo.SubjectKind, photo.Status, photo.MediaType, photo.Bytes, photo.Width,
            photo.Height, photo.Reason, photo.CreatedAt,
            Url = links.To(photo, photo.Status == PhotoStatus.Hidden ? LinkReach.Hidden : LinkReach.Concerned),
        }).ToList();
    }

    /// <summary>From this commit on no link works; the files go with the next sweep.</summary>
    public static Task Erase(IServiceProvider services, Tx tx, long userId) =>
        services.GetRequiredService<PhotoStore>().RemoveAllOf(tx, userId, services.GetRequiredService<TimeProvider>().Now());
}
