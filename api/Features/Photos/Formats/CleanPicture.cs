using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Photos;

/// <summary>
/// A picture with nothing in its file but what is needed to show it: no place, no time, no camera, no thumbnail, no words, nothing after
/// its end. The pieces are parts of the original, so the picture itself is the same to the bit.
/// </summary>
/// <param name="Width">As it is to be shown, in pixels, turned if the file says so.</param>
/// <param name="Pieces">The new file, in order.</param>
public sealed record CleanPicture(string MediaType, int Width, int Height, IReadOnlyList<ReadOnlyMemory<byte>> Pieces)
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";

    private const int LongestSide = 20_000;
    private const long MostPixels = 50_000_000;

    public int Bytes { get; } = Pieces.Sum(piece => piece.Length);

    /// <summary>Judged by its content alone. One pass over the file, whose parts are not copied.</summary>
    /// <exception cref="Refusal">422: it is neither JPEG nor PNG, damaged, cut off, or too many pixels to be a photo.</exception>
    public static CleanPicture Of(ReadOnlyMemory<byte> file)
    {
        if (JpegFile.LooksLikeOne(file.Span))
            return JpegFile.Clean(file);
        return PngFile.LooksLikeOne(file.Span) ? PngFile.Clean(file) : throw Unreadable();
    }

    /// <summary>A small file may claim a size that no phone can show.</summary>
    internal static void RequireShowable(long width, long height) =>
        Require(width is > 0 and <= LongestSide && height is > 0 and <= LongestSide && width * height <= MostPixels);

    internal static void Require(bool holds)
    {
        if (!holds)
            throw Unreadable();
    }

    private static Refusal Unreadable() => new(PhotoErrors.Unreadable);
}
