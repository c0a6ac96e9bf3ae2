using System.Text;

namespace LinYuan.Tests.Photos;

/// <summary>Writes small JPEGs whose blocks are each of one shade, and the segments that cameras and programs put around a picture.</summary>
internal static class TestJpeg
{
    public const string Planted = "GPS-30.2741N-120.1551E-planted";

    private static byte[] Exif => Segment(0xE1, [.. "Exif\0\0"u8, .. Tiff(6), .. Encoding.ASCII.GetBytes(Planted)]);

    public static byte[] Segment(byte marker, params byte[] body) => [0xFF, marker, (byte)((body.Length + 2) >> 8), (byte)(body.Length + 2), .. body];

    /// <summary>All that can tell where, when and by whom a picture was taken, each with the planted text.</summary>
    public static byte[][] Metadata =>
    [
        Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 1, 1, .. Encoding.ASCII.GetBytes(Planted)]),
        Exif,
        Segment(0xE1, [.. "http://ns.adobe.com/xap/1.0/\0"u8, .. Encoding.ASCII.GetBytes(Planted)]),
        Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, .. Encoding.ASCII.GetBytes(Planted)]),
        Segment(0xED, [.. "Photoshop 3.0\0"u8, .. Encoding.ASCII.GetBytes(Planted)]),
        Segment(0xEE, [.. "Adobe"u8, .. Encoding.ASCII.GetBytes(Planted)]),
        Segment(0xEF, Encoding.ASCII.GetBytes(Planted)),
        Segment(0xFE, Encoding.ASCII.GetBytes(Planted)),
    ];

    /// <summary>EXIF with a directory of two entries: a place, and which way up.</summary>
    public static byte[] Orientation(int orientation, bool isLittle = false) =>
        Segment(0xE1, [.. "Exif\0\0"u8, .. Tiff(orientation, isLittle), .. Encoding.ASCII.GetBytes(Planted)]);

    /// <param name="components">1 for grey, 3 for colour.</param>
    /// <param name="restartEach">Blocks between restart markers; 0 for none.</param>
    /// <param name="before">Segments that go before the tables.</param>
    public static byte[] Of(int across = 4, int down = 3, int components = 1, bool isProgressive = false, int restartEach = 0, params byte[][] before)
    {
        var file = new List<byte>([0xFF, 0xD8]);
        foreach (var segment in before)
            file.AddRange(segment);
        file.AddRange(Segment(0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]));
        file.AddRange(Segment(
            isProgressive ? (byte)0xC2 : (byte)0xC0,
            [8, (byte)((down * 8) >> 8), (byte)(down * 8), (byte)((across * 8) >> 8), (byte)(across * 8), (byte)components, .. Each(components, id => [id, 0x11, 0])]));
        // Twelve lengths of difference by eight bits each, so that a long one fills a byte; one code, a single 0, for "nothing more in this block".
        file.AddRange(Segment(0xC4, [0x00, .. new byte[7], 12, .. new byte[8], .. Enumerable.Range(0, 12).Select(size => (byte)size)]));
        file.AddRange(Segment(0xC4, [0x10, 1, .. new byte[15], 0]));
        if (restartEach > 0)
            file.AddRange(Segment(0xDD, [0, (byte)restartEach]));
        var blocks = across * down;
        if (!isProgressive)
            AddScan(file, [(byte)components, .. Each(components, id => [id, 0]), 0, 63, 0], blocks, components, restartEach, hasShade: true, hasEnd: true);
        else
        {
            AddScan(file, [(byte)components, .. Each(components, id => [id, 0]), 0, 0, 0], blocks, components, restartEach, hasShade: true, hasEnd: false);
            for (byte id = 1; id <= components; id++)
                AddScan(file, [1, id, 0, 1, 63, 0], blocks, 1, restartEach, hasShade: false, hasEnd: true);
        }
        return [.. file, 0xFF, 0xD9];
    }

    private static byte[] Each(int components, Func<byte, byte[]> bytes) => [.. Enumerable.Range(1, components).SelectMany(id => bytes((byte)id))];

    /// <summary>Shades go up by 255 and down again, so that the coded data holds bytes of 255.</summary>
    private static void AddScan(List<byte> file, byte[] header, int blocks, int components, int restartEach, bool hasShade, bool hasEnd)
    {
        file.AddRange(Segment(0xDA, header));
        var (bits, previous) = (new List<bool>(), 0);
        for (var block = 0; block < blocks; block++)
        {
            if (restartEach > 0 && block > 0 && block % restartEach == 0)
            {
                Flush(file, bits);
                file.AddRange([0xFF, (byte)(0xD0 + (block / restartEach - 1) % 8)]);
                previous = 0;
            }
            var shade = block % 3 == 0 ? 255 : 0;
            for (var component = 0; component < components; component++)
            {
                if (hasShade)
                    AddDifference(bits, shade - previous);
                if (hasEnd)
                    bits.Add(false);
            }
            previous = shade;
        }
        Flush(file, bits);
    }

    private static void AddDifference(List<bool> bits, int difference)
    {
        var size = difference == 0 ? 0 : 8;
        Add(bits, size, 8);
        Add(bits, difference < 0 ? difference - 1 : difference, size);
    }

    private static void Add(List<bool> bits, int value, int count)
    {
        for (var bit = count - 1; bit >= 0; bit--)
            bits.Add((value >> bit & 1) == 1);
    }

    private static void Flush(List<byte> file, List<bool> bits)
    {
        while (bits.Count % 8 != 0)
            bits.Add(true);
        for (var at = 0; at < bits.Count; at += 8)
        {
            var value = (byte)Enumerable.Range(0, 8).Sum(bit => bits[at + bit] ? 128 >> bit : 0);
            file.Add(value);
            if (value == 0xFF)
                file.Add(0);
        }
        bits.Clear();
    }

    private static byte[] Tiff(int orientation, bool isLittle = false)
    {
        byte[] Short(int value) => isLittle ? [(byte)value, (byte)(value >> 8)] : [(byte)(value >> 8), (byte)value];
        byte[] Long(int value) => isLittle ? [.. Short(value), 0, 0] : [0, 0, .. Short(value)];
        return
        [
            .. isLittle ? "II*\0"u8 : "MM\0*"u8, .. Long(8), .. Short(2),
            .. Short(0x010F), .. Short(2), .. Long(20), .. Long(38),
            .. Short(0x0112), .. Short(3), .. Long(1), .. Short(orientation), 0, 0,
            .. Long(0),
        ];
    }
}
