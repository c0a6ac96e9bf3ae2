using System.Text;
using LinYuan.Api.Features.Photos;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Tests.Photos;

/// <summary>What stays of a file and what goes.</summary>
public sealed class CleanPictureTests
{
    private static readonly byte[] Planted = Encoding.ASCII.GetBytes(TestJpeg.Planted);

    public static TheoryData<int, bool, int> Kinds() => new()
    {
        { 1, false, 0 }, { 3, false, 0 }, { 1, true, 0 }, { 3, true, 0 }, { 1, false, 1 }, { 3, false, 5 }, { 3, true, 2 },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_a_JPEG_only_the_picture_stays(int components, bool isProgressive, int restartEach)
    {
        var plain = TestJpeg.Of(4, 3, components, isProgressive, restartEach);
        byte[] dirty = [.. TestJpeg.Of(4, 3, components, isProgressive, restartEach, TestJpeg.Metadata), .. Planted];
        plain.AsSpan().IndexOf((byte[])[0xFF, 0]).ShouldBeGreaterThan(0);

        var clean = CleanPicture.Of(dirty);

        (clean.MediaType, clean.Width, clean.Height).ShouldBe(("image/jpeg", 24, 32));
        byte[] jfif = [.. TestJpeg.Segment(0xE0, [.. "JFIF\0"u8, 1, 2, 0, 0, 1, 0, 1, 0, 0])];
        BytesOf(clean).ShouldBe([0xFF, 0xD8, .. jfif, .. Turned(6), .. plain[2..]]);
        clean.Bytes.ShouldBe(BytesOf(clean).Length);
    }

    [Fact]
    public void A_JPEG_without_anything_beside_the_picture_stays_as_it_is() =>
        BytesOf(CleanPicture.Of(TestJpeg.Of(components: 3))).ShouldBe(TestJpeg.Of(components: 3));

    [Theory]
    [InlineData(1, false, 32, 24)]
    [InlineData(2, true, 32, 24)]
    [InlineData(3, false, 32, 24)]
    [InlineData(5, true, 24, 32)]
    [InlineData(8, false, 24, 32)]
    [InlineData(0, false, 32, 24)]
    [InlineData(9, true, 32, 24)]
    public void Which_way_up_a_photo_is_stays_and_nothing_else_of_its_EXIF(int orientation, bool isLittle, int width, int height)
    {
        var clean = CleanPicture.Of(TestJpeg.Of(before: TestJpeg.Orientation(orientation, isLittle)));

        (clean.Width, clean.Height).ShouldBe((width, height));
        byte[] kept = orientation is >= 2 and <= 8 ? Turned(orientation) : [];
        BytesOf(clean).ShouldBe([0xFF, 0xD8, .. kept, .. TestJpeg.Of()[2..]]);
    }

    [Fact]
    public void Adobes_word_on_the_colours_stays()
    {
        var adobe = TestJpeg.Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);

        BytesOf(CleanPicture.Of(TestJpeg.Of(components: 3, before: adobe))).AsSpan().IndexOf(adobe).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Fill_bytes_before_a_marker_are_no_fault()
    {
        var plain = TestJpeg.Of();
        byte[] filled = [0xFF, 0xD8, 0xFF, 0xFF, 0xFF, .. plain[2..^2], 0xFF, 0xFF, 0xFF, 0xD9];

        BytesOf(CleanPicture.Of(filled)).ShouldBe([.. plain[..^2], 0xFF, 0xFF, 0xFF, 0xD9]);
    }

    [Fact]
    public void Of_a_PNG_only_the_picture_and_its_colours_stay()
    {
        byte[][] colours = [TestPng.Chunk("gAMA", 0, 0, 177, 143), TestPng.Chunk("sRGB", 0), TestPng.Chunk("pHYs", 0, 0, 11, 19, 0, 0, 11, 19, 1)];
        byte[][] before = [.. TestPng.Metadata, .. colours, TestPng.Chunk("cHRM", Planted), TestPng.Chunk("pHYs", Planted)];

        var clean = CleanPicture.Of(TestPng.Of(before: before, after: Planted));

        (clean.MediaType, clean.Width, clean.Height).ShouldBe(("image/png", 9, 7));
        BytesOf(clean).ShouldBe(TestPng.Of(before: colours));
    }

    public static TheoryData<string, byte[]> Unreadable() => new()
    {
        { "nothing", [] },
        { "text", Encoding.UTF8.GetBytes("这不是照片") },
        { "a page", Encoding.UTF8.GetBytes("<html><script>alert(1)</script></html>") },
        { "GIF", [.. "GIF89a"u8, 1, 0, 1, 0, 0, 0, 0, 0x3B] },
        { "JPEG of no height", [.. TestJpeg.Of(4, 0, 1, false, 0)] },
        { "JPEG of no width", [.. TestJpeg.Of(0, 4, 1, false, 0)] },
        { "JPEG without a scan", [0xFF, 0xD8, .. TestJpeg.Segment(0xC0, 8, 0, 8, 0, 8, 1, 1, 0x11, 0), 0xFF, 0xD9] },
        { "JPEG without a frame", [0xFF, 0xD8, .. TestJpeg.Segment(0xDA, 1, 1, 0, 0, 63, 0), 1, 0xFF, 0xD9] },
        { "JPEG wider than any photo", [0xFF, 0xD8, .. TestJpeg.Segment(0xC0, 8, 0, 8, 0x4E, 0x21, 1, 1, 0x11, 0), .. TestJpeg.Of()[2..]] },
        { "JPEG of too many pixels", Sized(7_100, 7_100) },
        { "JPEG that is arithmetically coded", [0xFF, 0xD8, .. TestJpeg.Segment(0xC9, 8, 0, 8, 0, 8, 1, 1, 0x11, 0), .. TestJpeg.Of()[2..]] },
        { "JPEG with words in a table", TestJpeg.Of(before: TestJpeg.Segment(0xDB, [0, .. new byte[64], .. Planted])) },
        { "PNG of no height", [.. TestPng.Signature, .. TestPng.Header(9, 0), .. TestPng.Chunk("IDAT", TestPng.Data(9, 7)), .. TestPng.End] },
        { "PNG of absurd size", [.. TestPng.Signature, .. TestPng.Header(uint.MaxValue, uint.MaxValue), .. TestPng.Chunk("IDAT", 1), .. TestPng.End] },
        { "PNG of too many pixels", [.. TestPng.Signature, .. TestPng.Header(20_000, 20_000), .. TestPng.Chunk("IDAT", 1), .. TestPng.End] },
        { "PNG without a picture", [.. TestPng.Signature, .. TestPng.Header(9, 7), .. TestPng.End] },
        { "PNG with an unknown chunk that matters", TestPng.Of(before: [TestPng.Chunk("ABCD", 1)]) },
        { "PNG whose picture is in two places", [.. TestPng.Of()[..^12], .. TestPng.Chunk("tEXt", 1), .. TestPng.Chunk("IDAT", 1), .. TestPng.End] },
        { "PNG without a header", [.. TestPng.Signature, .. TestPng.Chunk("IDAT", TestPng.Data(9, 7)), .. TestPng.End] },
        { "PNG with two headers", TestPng.Of(before: [TestPng.Header(9, 7)]) },
        { "PNG without its palette", [.. TestPng.Signature, .. TestPng.Header(9, 7, 8, 3), .. TestPng.Chunk("IDAT", 1), .. TestPng.End] },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_is_no_photo_is_refused(string what, byte[] file) =>
        Should.Throw<Refusal>(() => CleanPicture.Of(file), what).Error.ShouldBe(PhotoErrors.Unreadable);

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        foreach (var file in Whole())
        {
            for (var length = 0; length < file.Length; length++)
                Should.Throw<Refusal>(() => CleanPicture.Of(file.AsMemory(0, length)), $"{length} of {file.Length}").Error.ShouldBe(PhotoErrors.Unreadable);
        }
    }

    [Fact]
    public void A_damaged_file_is_refused_or_cleaned_and_never_a_fault()
    {
        var random = new Random(20260302);
        foreach (var file in Whole())
        {
            for (var round = 0; round < 3_000; round++)
            {
                var damaged = file.ToArray();
                for (var flips = random.Next(1, 9); flips > 0; flips--)
                    damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                try
                {
                    CleanPicture.Of(damaged).Bytes.ShouldBeLessThanOrEqualTo(damaged.Length + 64);
                }
                catch (Refusal refusal)
                {
                    refusal.Error.ShouldBe(PhotoErrors.Unreadable);
                }
            }
        }
    }

    [Fact]
    public void A_file_of_nothing_but_tiny_parts_is_refused()
    {
        byte[] segments = [.. Enumerable.Repeat(TestJpeg.Segment(0xFE), 20_000).SelectMany(segment => segment)];
        byte[][] chunks = [.. Enumerable.Repeat(TestPng.Chunk("tEXt"), 30_000)];

        Should.Throw<Refusal>(() => CleanPicture.Of(TestJpeg.Of(before: segments)));
        Should.Throw<Refusal>(() => CleanPicture.Of(TestPng.Of(before: chunks)));
    }

    internal static byte[] BytesOf(CleanPicture picture) => [.. picture.Pieces.SelectMany(piece => piece.ToArray())];

    private static byte[][] Whole() =>
    [
        TestJpeg.Of(components: 3, before: TestJpeg.Metadata), TestJpeg.Of(isProgressive: true, restartEach: 2, before: TestJpeg.Orientation(8)),
        TestPng.Of(before: [.. TestPng.Metadata, TestPng.Chunk("gAMA", 0, 0, 177, 143)]),
    ];

    private static byte[] Sized(int width, int height)
    {
        var file = TestJpeg.Of();
        var frame = file.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
        (file[frame + 5], file[frame + 6], file[frame + 7], file[frame + 8]) = ((byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
        return file;
    }

    private static byte[] Turned(int orientation) =>
        TestJpeg.Segment(0xE1, [.. "Exif\0\0MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0"u8, (byte)orientation, 0, 0, 0, 0, 0, 0]);
}
