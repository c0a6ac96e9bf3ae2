using LinYuan.Api.Features.Photos.Subjects;

namespace LinYuan.Api.Features.Photos.Core;

/// <summary>The table of all that photos are of.</summary>
public sealed class PhotoSubjects(PhotosOfWishes wishes, PhotosOfClues clues, PhotosOfStations stations)
{
    private readonly Dictionary<PhotoSubject, IPhotographed> table =
        new IPhotographed[] { wishes, clues, stations }.SelectMany(of => of.Kinds.Select(kind => (kind, of))).ToDictionary();

    public IPhotographed Of(Photo photo) => table[photo.SubjectKind];
}
