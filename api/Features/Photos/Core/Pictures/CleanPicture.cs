namespace LinYuan.Api.Features.Photos.Core.Pictures;

/// <summary>
/// A picture written anew from its pixels alone: upright, in the colours that every screen knows, and with no place, time, camera, word
/// or anything else that was in the file; and the same small, for lists.
/// </summary>
/// <param name="Width">In pixels, of <paramref name="File"/>.</param>
/// <param name="Thumbnail">Always a JPEG.</param>
public sealed record CleanPicture(string MediaType, int Width, int Height, byte[] File, byte[] Thumbnail)
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";
}
