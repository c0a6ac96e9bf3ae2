using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LinYuan.Tests.Photos;

/// <summary>Writes small PNGs and the chunks that programs put around a picture.</summary>
internal static class TestPng
{
    public static byte[] Signature => [0x89, .. "PNG"u8, 13, 10, 26, 10];

    public static byte[] End => Chunk("IEND");

    /// <summary>All that can tell where, when and by whom a picture was made, each with the planted text.</summary>
    public static byte[][] Metadata =>
    [
        .. new[] { "tEXt", "zTXt", "iTXt", "eXIf", "tIME", "iCCP", "acTL", "fcTL", "abCd" }
            .Select(type => Chunk(type, [.. "Comment\0"u8, .. Encoding.ASCII.GetBytes(TestJpeg.Planted)])),
    ];

    public static byte[] Chunk(string type, params byte[] body)
    {
        byte[] checkedBytes = [.. Encoding.ASCII.GetBytes(type), .. body];
        return [.. Number((uint)body.Length), .. checkedBytes, .. Number(Checksum(checkedBytes))];
    }

    public static byte[] Header(uint width, uint height, byte depth = 8, byte colour = 2) =>
        Chunk("IHDR", [.. Number(width), .. Number(height), depth, colour, 0, 0, 0]);

    /// <summary>A picture of true colours, with chunks before its data and bytes after its end.</summary>
    public static byte[] Of(int width = 9, int height = 7, byte[][]? before = null, byte[]? after = null) =>
    [
        .. Signature, .. Header((uint)width, (uint)height), .. (before ?? []).SelectMany(chunk => chunk),
        .. Data(width, height).Chunk(50).SelectMany(part => Chunk("IDAT", part)), .. End, .. after ?? [],
    ];

    public static byte[] Data(int width, int height)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            for (var row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                for (var column = 0; column < width; column++)
                    zlib.Write([(byte)(row * 31), (byte)(column * 27), (byte)(row * column)]);
            }
        }
        return packed.ToArray();
    }

    private static byte[] Number(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    /// <summary>Bit by bit, as the specification words it and not as the product does it.</summary>
    private static uint Checksum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
