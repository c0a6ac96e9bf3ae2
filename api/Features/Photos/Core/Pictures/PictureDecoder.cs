using LinYuan.Api.Shared.Http;
using NetVips;

namespace LinYuan.Api.Features.Photos.Core.Pictures;

/// <summary>
/// Decodes what strangers send, with libvips, and writes it anew. The library and its settings are loaded with the first photo: a start
/// does not wait for them. Only the four formats that are taken can be read at all.
/// </summary>
internal static class PictureDecoder
{
    private const int LongestSide = 20_000;
    private const long MostPixels = 50_000_000;

    /// <summary>Of pictures that the decoder must hold as a whole: those stored in passes, and HEIF.</summary>
    private const long MostPixelsAtOnce = 24_000_000;

    /// <summary>In bytes. A photo that came as PNG is far larger than as JPEG; writing and drawings are not, and stay sharp.</summary>
    private const int LargestPng = 1_500_000;
    private const int Quality = 85;
    private const int ThumbnailQuality = 75;
    private static readonly double[] White = [255];

    static PictureDecoder()
    {
        // Each picture is another one, so what is remembered of the last is only memory; and each has one of the few places in the queue.
        Cache.Max = 0;
        NetVips.NetVips.Concurrency = 1;
        NetVips.NetVips.BlockUntrusted = true;
        Operation.Block("VipsForeignLoad", true);
        foreach (var loader in new[] { "VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer", "VipsForeignLoadHeifBuffer" })
            Operation.Block(loader, false);
        // What is odd about somebody's picture is nothing for the console.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, static (_, _, _) => { });
    }

    /// <param name="side">The longest side of the picture that is kept, in pixels; a smaller one is not enlarged.</param>
    /// <exception cref="Refusal">
    /// 422: no photo, damaged, cut off, or of too many pixels; with what to do about it. 503: it took longer than <paramref name="within"/>.
    /// </exception>
    public static CleanPicture Clean(byte[] file, int side, int thumbnailSide, TimeSpan within)
    {
        var format = PictureFormats.Of(file);
        if (format == PictureFormat.Unknown)
            throw new Refusal(PhotoErrors.Unreadable);
        if (!PictureFormats.IsWhole(format, file))
            throw new Refusal(PhotoErrors.Unreadable, "这张照片没有传完整，请重新选一次再上传");
        using var limit = new CancellationTokenSource(within);
        try
        {
            RequireShowable(format, file);
            return Rewrite(format, file, side, thumbnailSide, limit.Token);
        }
        // The library breaks off when it is told so, which a quick step does not hear.
        catch (Exception error) when (limit.IsCancellationRequested && error is VipsException or OperationCanceledException)
        {
            throw new Refusal(RequestErrors.Busy);
        }
        catch (VipsException)
        {
            throw new Refusal(format == PictureFormat.Heif ? PhotoErrors.UnknownHeif : PhotoErrors.Unreadable);
        }
    }

    /// <summary>A small file may claim a size that no phone can show. Only its head is read.</summary>
    private static void RequireShowable(PictureFormat format, byte[] file)
    {
        using var head = Image.NewFromBuffer(file);
        var isHeldWhole = format == PictureFormat.Heif || head.Contains("interlaced");
        if (head.Width > LongestSide || head.Height > LongestSide || (long)head.Width * head.Height > (isHeldWhole ? MostPixelsAtOnce : MostPixels))
            throw new Refusal(PhotoErrors.TooManyPixels);
    }

    private static CleanPicture Rewrite(PictureFormat format, byte[] file, int side, int thumbnailSide, CancellationToken limit)
    {
        using var reduced = Image.ThumbnailBuffer(
            file, side, height: side, size: Enums.Size.Down, outputProfile: "srgb", failOn: Enums.FailOn.Truncated);
        reduced.SetProgress(null, limit);
        using var picture = reduced.CopyMemory();
        limit.ThrowIfCancellationRequested();
        using var small = picture.ThumbnailImage(thumbnailSide, height: thumbnailSide, size: Enums.Size.Down);
        var thumbnail = AsJpeg(small, ThumbnailQuality);
        var png = format == PictureFormat.Png ? picture.PngsaveBuffer(keep: Enums.ForeignKeep.None) : null;
        return png is { Length: <= LargestPng }
            ? new CleanPicture(CleanPicture.Png, picture.Width, picture.Height, png, thumbnail)
            : new CleanPicture(CleanPicture.Jpeg, picture.Width, picture.Height, AsJpeg(picture, Quality), thumbnail);
    }

    /// <summary>What shows through in it becomes white.</summary>
    private static byte[] AsJpeg(Image picture, int quality) => picture.JpegsaveBuffer(q: quality, keep: Enums.ForeignKeep.None, background: White);
}
