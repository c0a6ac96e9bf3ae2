using System.Buffers.Binary;
using System.IO.Compression;

namespace LinYuan.Api.Features.Stations.Posters;

/// <summary>
/// Writes a QR code as a PNG of one bit a pixel and of a fixed size. Squares are a whole number of pixels, since scanners stumble over
/// squares of uneven width; what is left over becomes margin.
/// </summary>
public static class QrPng
{
    /// <summary>Pixels on a side.</summary>
    public const int Size = 1024;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    // Width, height, one bit a pixel, greyscale, and the only compression, filter and interlacing that there is to name.
    private static readonly byte[] Header = [0, 0, Size >> 8, Size & 255, 0, 0, Size >> 8, Size & 255, 1, 0, 0, 0, 0];

    public static byte[] Write(StationQr qr)
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        WriteChunk(png, "IHDR"u8, Header);
        WriteChunk(png, "IDAT"u8, Pixels(qr));
        WriteChunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Pixels(StationQr qr)
    {
        var scale = Size / qr.Side;
        var margin = (Size - scale * qr.Side) / 2;
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            var line = new byte[1 + Size / 8];
            for (var y = 0; y < Size; y++)
            {
                line.AsSpan(1).Fill(0xFF);
                for (var x = 0; x < Size; x++)
                {
                    if (IsDark(qr, x - margin, y - margin, scale))
                        line[1 + x / 8] &= (byte)~(0x80 >> x % 8);
                }
                zlib.Write(line);
            }
        }
        return packed.ToArray();
    }

    private static bool IsDark(StationQr qr, int x, int y, int scale) =>
        x >= 0 && y >= 0 && x < qr.Side * scale && y < qr.Side * scale && qr.IsDark(x / scale, y / scale);

    private static void WriteChunk(Stream png, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        png.Write(number);
        png.Write(type);
        png.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(Crc(uint.MaxValue, type), data));
        png.Write(number);
    }

    /// <summary>The running check sum that PNG asks for (CRC-32, reflected).</summary>
    private static uint Crc(uint sum, ReadOnlySpan<byte> data)
    {
        foreach (var value in data)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 0 ? sum >> 1 : sum >> 1 ^ 0xEDB88320;
        }
        return sum;
    }
}
