using System.Buffers.Binary;

namespace LinYuan.Api.Features.Photos;

/// <summary>
/// Which way up a photo is to be shown: phones do not turn the picture but say so in its EXIF data, 1 for as it is, to 8. Of all that EXIF
/// holds only this is kept, since without it people would lie on their side.
/// </summary>
internal static class ExifOrientation
{
    public const int AsItIs = 1;
    private const int FirstOnItsSide = 5;
    private const int Last = 8;
    private const ushort Tag = 0x0112;
    private const ushort Short = 3;
    private const int EntryBytes = 12;
    private const int HeaderBytes = 8;

    private static ReadOnlySpan<byte> Mark => "Exif\0\0"u8;

    /// <summary>Whether width and height change places.</summary>
    public static bool IsOnItsSide(int orientation) => orientation >= FirstOnItsSide;

    /// <summary>From the body of an APP1 segment; null when that is not EXIF. What cannot be read means "as it is".</summary>
    public static int? Read(ReadOnlySpan<byte> body) => body.StartsWith(Mark) ? OfTiff(body[Mark.Length..]) : null;

    /// <summary>A whole APP1 segment that says nothing else.</summary>
    public static byte[] Segment(int orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. Mark,
        // TIFF, big end first; the one directory at 8 with one entry: orientation, a short, one of them; no further directory.
        (byte)'M', (byte)'M', 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, (byte)Short, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    private static int OfTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < HeaderBytes || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
            return AsItIs;
        var isLittle = tiff[0] == 'I';
        var at = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (at > tiff.Length - 2)
            return AsItIs;
        var directory = tiff[(int)at..];
        var entries = Number(directory, isLittle);
        for (var entry = directory[2..]; entries > 0 && entry.Length >= EntryBytes; entry = entry[EntryBytes..], entries--)
        {
            if (Number(entry, isLittle) == Tag && Number(entry[2..], isLittle) == Short)
                return Number(entry[8..], isLittle) is var value and > AsItIs and <= Last ? value : AsItIs;
        }
        return AsItIs;
    }

    private static ushort Number(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
