using System.Buffers.Binary;
using static LinYuan.Api.Features.Photos.CleanPicture;

namespace LinYuan.Api.Features.Photos;

/// <summary>
/// Reads a PNG chunk by chunk and keeps the picture with what its colours need. Of an animation the first picture stays; a chunk that a
/// reader may not skip and that is not known here makes the file unreadable.
/// </summary>
internal sealed class PngFile
{
    private const int SizeAndType = 8;
    private const int Checksum = 4;
    private const int HeaderBytes = 13;
    private const byte Ancillary = 0x20;
    private const int PaletteColour = 3;

    /// <summary>10 MB in the 8 KB that encoders write at a time are 1,280; a file of nothing but tiny chunks ends here.</summary>
    private const int MostChunks = 20_000;

    /// <summary>Chunks that say how the colours are meant, each once and before the picture, with their length in bytes; 0 for one that varies.</summary>
    private static readonly Dictionary<string, int> Colours = new(StringComparer.Ordinal)
    {
        ["gAMA"] = 4, ["cHRM"] = 32, ["sRGB"] = 1, ["sBIT"] = 0, ["pHYs"] = 9, ["tRNS"] = 0,
    };

    private readonly ReadOnlyMemory<byte> file;
    private readonly List<ReadOnlyMemory<byte>> kept = [];
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private (int Width, int Height, byte Colour) header;
    private string last = "";
    private int at = Signature.Length;

    private PngFile(ReadOnlyMemory<byte> file) => this.file = file;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public static bool LooksLikeOne(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static CleanPicture Clean(ReadOnlyMemory<byte> file)
    {
        var png = new PngFile(file);
        png.kept.Add(file[..Signature.Length]);
        for (var chunks = 0; png.last != "IEND"; chunks++)
        {
            Require(chunks < MostChunks);
            png.Next();
        }
        Require(png.seen.Contains("IDAT"));
        return new CleanPicture(Png, png.header.Width, png.header.Height, png.kept);
    }

    private void Next()
    {
        var rest = file.Span[at..];
        Require(rest.Length >= SizeAndType + Checksum);
        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        Require(length <= rest.Length - SizeAndType - Checksum);
        var type = rest.Slice(4, 4);
        var body = rest.Slice(SizeAndType, (int)length);
        var size = SizeAndType + body.Length + Checksum;
        Require(PngChecksum.Of(rest.Slice(4, 4 + body.Length)) == BinaryPrimitives.ReadUInt32BigEndian(rest[(size - Checksum)..]));
        foreach (var letter in type)
            Require(char.IsAsciiLetter((char)letter));
        Take(System.Text.Encoding.ASCII.GetString(type), body, file.Slice(at, size));
        at += size;
    }

    private void Take(string type, ReadOnlySpan<byte> body, ReadOnlyMemory<byte> chunk)
    {
        Require(type == "IHDR" == (last.Length == 0));
        switch (type)
        {
            case "IHDR":
                TakeHeader(body);
                break;
            case "PLTE":
                Require(!seen.Contains("PLTE") && !seen.Contains("IDAT") && header.Colour is not (0 or 4));
                Require(body.Length is > 0 and <= 768 && body.Length % 3 == 0);
                break;
            case "IDAT":
                Require(last == "IDAT" || !seen.Contains("IDAT"));
                Require(header.Colour != PaletteColour || seen.Contains("PLTE"));
                break;
            case "IEND":
                Require(body.Length == 0);
                break;
            default:
                Require((type[0] & Ancillary) != 0);
                if (!Matters(type, body.Length))
                {
                    last = type;
                    return;
                }
                break;
        }
        last = type;
        seen.Add(type);
        kept.Add(chunk);
    }

    private void TakeHeader(ReadOnlySpan<byte> body)
    {
        Require(body.Length == HeaderBytes);
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
        RequireShowable(width, height);
        var (depth, colour) = (body[8], body[9]);
        Require(colour switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            PaletteColour => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        });
        Require(body[10] == 0 && body[11] == 0 && body[12] <= 1);
        header = ((int)width, (int)height, colour);
    }

    /// <summary>Whether an ancillary chunk changes how the picture looks. One in a wrong place or of a wrong length is left out like all others.</summary>
    private bool Matters(string type, int length)
    {
        if (!Colours.TryGetValue(type, out var due) || seen.Contains(type) || seen.Contains("IDAT"))
            return false;
        return type switch
        {
            "sBIT" => length == header.Colour switch { 0 => 1, 2 or PaletteColour => 3, 4 => 2, _ => 4 },
            "tRNS" => header.Colour switch { 0 => length == 2, 2 => length == 6, PaletteColour => seen.Contains("PLTE") && length is > 0 and <= 256, _ => false },
            _ => length == due,
        };
    }
}
