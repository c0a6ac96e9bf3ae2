using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Features.Photos.Core.Pictures;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Photos.Files;

/// <summary>
/// The picture behind a link. The signature lets the bearer in; the row is asked all the same, so that a photo that was hidden or removed
/// is gone at once, in every size, and for a link of everyone's also what the photo belongs to: a wish that was withdrawn takes its pictures along.
/// </summary>
public static class GetPhotoFile
{
    /// <summary>A picture needs nothing; whatever else a browser may take it for, it may do nothing.</summary>
    private const string ContentSecurityPolicy = "default-src 'none'; sandbox";

    public static async Task<IResult> Handle(
        string name, string? e, string? s, string? size, HttpContext context, PhotoLinks links, Db db, PhotoStore photos, PhotoSubjects subjects, PhotoFiles files,
        TimeProvider time)
    {
        var isSmall = JsonConventions.ParseWord<PhotoSize>(size, "size") == PhotoSize.Small;
        var link = links.Read(name, e, s) ?? throw new Refusal(RequestErrors.NotFound);
        var left = link.EndsAt - time.Now();
        if (left <= TimeSpan.Zero)
            throw new Refusal(PhotoErrors.LinkExpired);
        var photo = await db.Read(async session =>
            await photos.FindByName(session, name) is { } found && await Opens(session, link.Reach, found, subjects.Of(found)) ? found : null);
        // Photos of an earlier release have no thumbnail; there the picture itself stands for it.
        var thumbnail = photo is not null && isSmall ? files.OpenThumbnail(name) : null;
        if (photo is null || (thumbnail ?? files.Open(name)) is not { } picture)
            throw new Refusal(RequestErrors.NotFound);
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.ContentDisposition = "inline";
        headers.CacheControl = $"private, max-age={(long)left.TotalSeconds}, immutable";
        return TypedResults.Stream(picture, thumbnail is null ? photo.MediaType : CleanPicture.Jpeg);
    }

    private static async Task<bool> Opens(DbSession session, LinkReach reach, Photo photo, IPhotographed of) => reach switch
    {
        LinkReach.Public =>
            photo.Status == PhotoStatus.Visible && photo.SubjectKind == of.PublicKind && await of.IsPublic(session, photo.CaseId),
        LinkReach.Concerned => photo.Status is not (PhotoStatus.Hidden or PhotoStatus.Removed),
        LinkReach.Hidden => photo.Status == PhotoStatus.Hidden,
        _ => photo.CheckBy is not null,
    };
}
