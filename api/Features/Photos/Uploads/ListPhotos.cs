using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Features.Photos.Subjects;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Photos.Uploads;

/// <summary>The photos that the caller may see, in the order in which they came.</summary>
public sealed class ListPhotos(Db db, PhotoStore photos, PhotoViews views)
{
    /// <summary>The photos of a wish and of its delivery that the caller may see.</summary>
    public static Task<Whole<PhotoView>> Handle(EntityId id, Caller caller, PhotosOfWishes wishes, ListPhotos list) => list.Of(wishes, id, caller);

    /// <summary>The photos of a clue and of how it was solved, for its reporter and those who work on it.</summary>
    public static Task<Whole<PhotoView>> Clue(EntityId id, Caller caller, PhotosOfClues clues, ListPhotos list) => list.Of(clues, id, caller);

    /// <summary>The photos of a station as its keeper and staff need them: also their own that nobody else sees yet.</summary>
    public static Task<Whole<PhotoView>> Station(EntityId id, Caller caller, PhotosOfStations stations, ListPhotos list) =>
        list.Of(stations, id, caller);

    private async Task<Whole<PhotoView>> Of(IPhotographed photographed, EntityId id, Caller caller)
    {
        var of = await photographed.Visible(id, caller);
        var rows = await db.Read(async session =>
        {
            List<Photo> found = [];
            foreach (var (kind, subjectId) in of.Subjects)
                found.AddRange(await photos.ListOf(session, kind, subjectId));
            return found;
        });
        return new Whole<PhotoView>([.. rows.Where(of.MaySee).Select(photo => views.For(photo, of))]);
    }
}

/// <summary>The photos that anyone may see.</summary>
public sealed class ListPublicPhotos(Db db, PhotoStore photos, PhotoViews views)
{
    /// <summary>The photos of a wish that passed the check, for everyone, once staff approved the wish.</summary>
    public static Task<Whole<PublicPhotoView>> Handle(EntityId id, PhotosOfWishes wishes, ListPublicPhotos list) => list.Of(wishes, id);

    /// <summary>The photos of a station that passed the check, for everyone.</summary>
    public static Task<Whole<PublicPhotoView>> Station(EntityId id, PhotosOfStations stations, ListPublicPhotos list) => list.Of(stations, id);

    private async Task<Whole<PublicPhotoView>> Of(IPhotographed photographed, EntityId id)
    {
        var rows = await db.Read(async session => photographed.PublicKind is { } kind && await photographed.IsPublic(session, id.Value)
            ? await photos.ListOf(session, kind, id.Value)
            : throw new Refusal(RequestErrors.NotFound));
        return new Whole<PublicPhotoView>([.. rows.Where(photo => photo.Status == PhotoStatus.Visible).Select(views.Public)]);
    }
}
