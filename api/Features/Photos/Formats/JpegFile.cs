using System.Buffers.Binary;
using static LinYuan.Api.Features.Photos.CleanPicture;

namespace LinYuan.Api.Features.Photos;

/// <summary>
/// Reads a JPEG segment by segment and keeps the tables, the frame and the scans. Pictures that browsers cannot show (lossless,
/// arithmetic, hierarchical) are refused like damaged ones.
/// </summary>
internal sealed class JpegFile
{
    private const byte Mark = 0xFF;
    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;
    private const byte QuantizationTables = 0xDB;
    private const byte RestartInterval = 0xDD;
    private const byte HuffmanTables = 0xC4;
    private const byte Baseline = 0xC0;
    private const byte Progressive = 0xC2;
    private const byte FirstRestart = 0xD0;
    private const byte LastRestart = 0xD7;
    private const byte FirstApp = 0xE0;
    private const byte ExifApp = 0xE1;
    private const byte AdobeApp = 0xEE;
    private const byte LastApp = 0xEF;
    private const byte Comment = 0xFE;
    private const int AdobeBytes = 12;
    private const int JfifBytes = 14;

    /// <summary>More than any camera writes; a file of nothing but tiny segments ends here.</summary>
    private const int MostSegments = 10_000;

    private readonly ReadOnlyMemory<byte> file;
    private readonly List<ReadOnlyMemory<byte>> kept = [];
    private byte[]? jfif;
    private bool hasAdobe;
    private int? orientation;
    private (int Width, int Height)? frame;
    private bool hasScan;
    private int at = 2;

    private JpegFile(ReadOnlyMemory<byte> file) => this.file = file;

    private ReadOnlySpan<byte> Rest => file.Span[at..];

    public static bool LooksLikeOne(ReadOnlySpan<byte> file) => file.StartsWith<byte>([Mark, StartOfImage, Mark]);

    public static CleanPicture Clean(ReadOnlyMemory<byte> file)
    {
        var jpeg = new JpegFile(file);
        for (var segments = 0; jpeg.NextMarker() is var marker && marker != EndOfImage; segments++)
        {
            Require(segments < MostSegments);
            jpeg.Take(marker);
        }
        return jpeg.Finish();
    }

    /// <summary>The next marker; any number of fill bytes may stand before it.</summary>
    private byte NextMarker()
    {
        Require(at < file.Length && Rest[0] == Mark);
        var filled = Rest.IndexOfAnyExcept(Mark);
        Require(filled > 0);
        at += filled + 1;
        return file.Span[at - 1];
    }

    private void Take(byte marker)
    {
        var start = at - 2;
        Require(Rest.Length >= 2);
        var length = BinaryPrimitives.ReadUInt16BigEndian(Rest);
        Require(length >= 2 && length <= Rest.Length);
        var body = Rest[2..length];
        at += length;
        switch (marker)
        {
            case QuantizationTables:
                Require(AreQuantizationTables(body));
                break;
            case HuffmanTables:
                Require(AreHuffmanTables(body));
                break;
            case RestartInterval:
                Require(body.Length == 2);
                break;
            case >= Baseline and <= Progressive:
                TakeFrame(body);
                break;
            case StartOfScan:
                TakeScan(body);
                break;
            case >= FirstApp and <= LastApp or Comment:
                TakeApplication(marker, start, body);
                return;
            default:
                Require(false);
                break;
        }
        kept.Add(file[start..at]);
    }

    /// <summary>Of what applications add, only what changes how the picture looks stays.</summary>
    private void TakeApplication(byte marker, int start, ReadOnlySpan<byte> body)
    {
        if (marker == FirstApp && jfif is null && body.Length >= JfifBytes && body.StartsWith("JFIF\0"u8))
            // The last two bytes are the size of the thumbnail, which goes.
            jfif = [Mark, FirstApp, 0, JfifBytes + 2, .. body[..(JfifBytes - 2)], 0, 0];
        else if (marker == ExifApp)
            orientation ??= ExifOrientation.Read(body);
        else if (marker == AdobeApp && !hasAdobe && body.Length == AdobeBytes && body.StartsWith("Adobe"u8))
        {
            hasAdobe = true;
            kept.Add(file[start..at]);
        }
    }

    private void TakeFrame(ReadOnlySpan<byte> body)
    {
        Require(frame is null && body.Length >= 6 && body[0] == 8);
        var components = body[5];
        Require(components is 1 or 3 or 4 && body.Length == 6 + 3 * components);
        for (var component = 6; component < body.Length; component += 3)
            Require((body[component + 1] >> 4) is >= 1 and <= 4 && (body[component + 1] & 15) is >= 1 and <= 4 && body[component + 2] <= 3);
        var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
        RequireShowable(width, height);
        frame = (width, height);
    }

    /// <summary>A scan's header and the coded data after it, up to the next marker that is neither a stuffed FF nor a restart.</summary>
    private void TakeScan(ReadOnlySpan<byte> body)
    {
        Require(frame is not null && body.Length >= 1 && body[0] is >= 1 and <= 4 && body.Length == 4 + 2 * body[0]);
        var start = at;
        while (true)
        {
            var mark = Rest.IndexOf(Mark);
            Require(mark >= 0 && mark + 1 < Rest.Length);
            at += mark;
            if (Rest[1] is 0 or >= FirstRestart and <= LastRestart)
                at += 2;
            else if (Rest[1] == Mark)
                at++;
            else
                break;
        }
        Require(at > start);
        hasScan = true;
    }

    private CleanPicture Finish()
    {
        Require(hasScan);
        var turned = orientation ?? ExifOrientation.AsItIs;
        List<ReadOnlyMemory<byte>> pieces = [new byte[] { Mark, StartOfImage }];
        if (jfif is not null)
            pieces.Add(jfif);
        if (turned != ExifOrientation.AsItIs)
            pieces.Add(ExifOrientation.Segment(turned));
        pieces.AddRange(kept);
        pieces.Add(new byte[] { Mark, EndOfImage });
        var (width, height) = frame!.Value;
        return ExifOrientation.IsOnItsSide(turned)
            ? new CleanPicture(Jpeg, height, width, pieces)
            : new CleanPicture(Jpeg, width, height, pieces);
    }

    private static bool AreQuantizationTables(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            var size = 1 + 64 * ((body[0] >> 4) + 1);
            if (body[0] >> 4 > 1 || (body[0] & 15) > 3 || size > body.Length)
                return false;
            body = body[size..];
        }
        return true;
    }

    private static bool AreHuffmanTables(ReadOnlySpan<byte> body)
    {
        while (body.Length > 0)
        {
            if (body[0] >> 4 > 1 || (body[0] & 15) > 3 || body.Length < 17)
                return false;
            var values = 0;
            foreach (var count in body[1..17])
                values += count;
            if (values > 256 || body.Length < 17 + values)
                return false;
            body = body[(17 + values)..];
        }
        return true;
    }
}
