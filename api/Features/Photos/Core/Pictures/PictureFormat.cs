using System.Buffers.Binary;
using System.Text;

namespace LinYuan.Api.Features.Photos.Core.Pictures;

/// <summary>What a file is by its content alone.</summary>
internal enum PictureFormat
{
    Unknown,
    Jpeg,
    Png,
    WebP,

    /// <summary>HEIC as phones take it, and AVIF: the same container.</summary>
    Heif,
}

/// <summary>Tells formats apart by their first bytes, and whole files from what broke off on the way; no picture is decoded.</summary>
internal static class PictureFormats
{
    private const byte Mark = 0xFF;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;
    private const int ChunkBytes = 12;

    /// <summary>More parts than any camera or program writes; a file of nothing but tiny ones ends here.</summary>
    private const int MostParts = 20_000;

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public static PictureFormat Of(ReadOnlySpan<byte> file) =>
        file.StartsWith<byte>([Mark, 0xD8, Mark]) ? PictureFormat.Jpeg
        : file.StartsWith(Png) ? PictureFormat.Png
        : file.Length >= 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? PictureFormat.WebP
        : file.Length >= 12 && file[4..].StartsWith("ftyp"u8) && IsHeif(Encoding.ASCII.GetString(file.Slice(8, 4))) ? PictureFormat.Heif
        : PictureFormat.Unknown;

    /// <summary>
    /// Whether the file has the end that its format demands. The decoder would fill up what is missing with grey, and half a picture of
    /// what was delivered says the wrong thing. WebP and HEIF say their length themselves, and the decoder holds them to it.
    /// </summary>
    public static bool IsWhole(PictureFormat format, ReadOnlySpan<byte> file) => format switch
    {
        PictureFormat.Jpeg => HasEndOfJpeg(file),
        PictureFormat.Png => HasEndOfPng(file),
        _ => true,
    };

    private static bool IsHeif(string brand) => brand is "heic" or "heix" or "heim" or "heis" or "hevc" or "hevx" or "mif1" or "msf1" or "avif" or "avis";

    /// <summary>Segments say how long they are; the coded data after the head of a scan goes up to the next marker that is one.</summary>
    private static bool HasEndOfJpeg(ReadOnlySpan<byte> file)
    {
        var at = 2;
        for (var parts = 0; parts < MostParts; parts++)
        {
            while (at + 1 < file.Length && file[at] == Mark && file[at + 1] == Mark)
                at++;
            if (at + 1 >= file.Length || file[at] != Mark)
                return false;
            var marker = file[at + 1];
            if (marker == EndOfImage)
                return true;
            if (at + 4 > file.Length)
                return false;
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (at > file.Length)
                return false;
            if (marker == StartOfScan)
                at = AfterScan(file, at);
        }
        return false;
    }

    private static int AfterScan(ReadOnlySpan<byte> file, int at)
    {
        while (file[at..].IndexOf(Mark) is >= 0 and var ahead)
        {
            at += ahead;
            // A stuffed zero, a fill byte, and the restarts in between belong to the data.
            if (at + 1 < file.Length && file[at + 1] is not (0 or Mark or (>= 0xD0 and <= 0xD7)))
                return at;
            at++;
        }
        return file.Length;
    }

    private static bool HasEndOfPng(ReadOnlySpan<byte> file)
    {
        var at = Png.Length;
        for (var parts = 0; parts < MostParts && at + ChunkBytes <= file.Length; parts++)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - ChunkBytes)
                return false;
            if (file[(at + 4)..].StartsWith("IEND"u8))
                return true;
            at += (int)length + ChunkBytes;
        }
        return false;
    }
}
