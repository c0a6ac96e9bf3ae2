using System.Text;
using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Features.Photos.Core.Pictures;
using LinYuan.Api.Shared.Http;
using NetVips;

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
    public void Of_a_JPEG_only_the_picture_stays_upright_and_small_beside_it(int components, bool isProgressive, int restartEach)
    {
        byte[] dirty = [.. TestJpeg.Of(100, 80, components, isProgressive, restartEach, TestJpeg.Metadata), .. Planted];

        var clean = Clean(dirty);

        (clean.MediaType, clean.Width, clean.Height).ShouldBe(("image/jpeg", 640, 800));
        SizeOf(clean.File).ShouldBe((640, 800));
        SizeOf(clean.Thumbnail).ShouldBe((384, 480));
        ShouldHoldNothingBut(clean);
    }

    [Fact]
    public void A_large_photo_is_made_smaller_and_a_small_one_is_not_enlarged()
    {
        var large = Clean(TestJpeg.Of(500, 250));
        var small = Clean(TestJpeg.Of(4, 3));

        (large.Width, large.Height, SizeOf(large.File), SizeOf(large.Thumbnail)).ShouldBe((1_600, 800, (1_600, 800), (480, 240)));
        (small.Width, small.Height, SizeOf(small.Thumbnail)).ShouldBe((32, 24, (32, 24)));
    }

    [Theory]
    [InlineData(1, false, 32, 24)]
    [InlineData(2, true, 32, 24)]
    [InlineData(3, false, 32, 24)]
    [InlineData(5, true, 24, 32)]
    [InlineData(8, false, 24, 32)]
    [InlineData(0, false, 32, 24)]
    [InlineData(9, true, 32, 24)]
    public void A_photo_is_turned_the_way_up_that_it_names(int orientation, bool isLittle, int width, int height)
    {
        var clean = Clean(TestJpeg.Of(before: TestJpeg.Orientation(orientation, isLittle)));

        (clean.Width, clean.Height, SizeOf(clean.File)).ShouldBe((width, height, (width, height)));
        ShouldHoldNothingBut(clean);
    }

    [Fact]
    public void Fill_bytes_before_a_marker_are_no_fault()
    {
        var plain = TestJpeg.Of();
        byte[] filled = [0xFF, 0xD8, 0xFF, 0xFF, 0xFF, .. plain[2..^2], 0xFF, 0xFF, 0xFF, 0xD9];

        (Clean(filled).Width, Clean(filled).Height).ShouldBe((32, 24));
    }

    [Fact]
    public void A_PNG_stays_one_and_what_is_not_the_picture_goes()
    {
        byte[][] before = [.. TestPng.Metadata, TestPng.Chunk("gAMA", 0, 0, 177, 143), TestPng.Chunk("cHRM", Planted), TestPng.Chunk("pHYs", Planted)];

        var clean = Clean(TestPng.Of(before: before, after: Planted));

        (clean.MediaType, clean.Width, clean.Height).ShouldBe(("image/png", 9, 7));
        ShouldHoldNothingBut(clean);
    }

    [Fact]
    public void A_photo_that_came_as_PNG_is_kept_as_JPEG()
    {
        using var noise = Image.Gaussnoise(1_200, 900, sigma: 60, mean: 128).Cast(Enums.BandFormat.Uchar).Copy();

        Clean(noise.PngsaveBuffer()).MediaType.ShouldBe("image/jpeg");
    }

    [Fact]
    public void WebP_and_AVIF_are_taken_and_kept_as_JPEG_white_where_they_let_through()
    {
        using var see = Image.Black(64, 48, bands: 4).Copy(interpretation: Enums.Interpretation.Srgb);
        foreach (var file in new[] { see.WebpsaveBuffer(lossless: true), see.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, lossless: true) })
        {
            var clean = Clean(file);

            (clean.MediaType, clean.Width, clean.Height, SizeOf(clean.Thumbnail)).ShouldBe(("image/jpeg", 64, 48, (64, 48)));
            using var shown = Image.NewFromBuffer(clean.File);
            shown.Avg().ShouldBeGreaterThan(250);
            Should.Throw<Refusal>(() => Clean(file[..(file.Length / 2)]));
        }
    }

    [Fact]
    public void A_HEIC_that_cannot_be_decoded_is_refused_with_what_to_do() =>
        Should.Throw<Refusal>(() => Clean([0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[400]])).Error.ShouldBe(PhotoErrors.UnknownHeif);

    [Fact]
    public void Other_formats_are_not_even_read_though_the_decoder_knows_them()
    {
        using var grey = Image.Black(16, 16);
        foreach (var file in new[] { grey.GifsaveBuffer(), grey.TiffsaveBuffer(), Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>") })
            Should.Throw<Refusal>(() => Clean(file)).Error.ShouldBe(PhotoErrors.Unreadable);
        Should.Throw<VipsException>(() => Image.NewFromBuffer(grey.GifsaveBuffer()));
    }

    public static TheoryData<string, byte[]> TooLarge() => new()
    {
        { "JPEG wider than any photo", Sized(20_001, 8) },
        { "JPEG of too many pixels", Sized(7_100, 7_100) },
        { "PNG of too many pixels", [.. TestPng.Signature, .. TestPng.Header(30_000, 30_000), .. TestPng.Chunk("IDAT", TestPng.Data(9, 7)), .. TestPng.End] },
        { "JPEG in passes of more pixels than are held at once", Sized(5_000, 5_000, isProgressive: true) },
    };

    [Theory]
    [MemberData(nameof(TooLarge))]
    public void Of_a_picture_that_is_too_large_only_the_head_is_read(string what, byte[] file)
    {
        var before = Environment.WorkingSet;

        Should.Throw<Refusal>(() => Clean(file), what).Error.ShouldBe(PhotoErrors.TooManyPixels);

        (Environment.WorkingSet - before).ShouldBeLessThan(100_000_000);
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
        { "JPEG that is arithmetically coded", [0xFF, 0xD8, .. TestJpeg.Segment(0xC9, 8, 0, 8, 0, 8, 1, 1, 0x11, 0), .. TestJpeg.Of()[2..]] },
        { "JPEG with words in a table", TestJpeg.Of(before: TestJpeg.Segment(0xDB, [0, .. new byte[64], .. Planted])) },
        { "PNG of no height", [.. TestPng.Signature, .. TestPng.Header(9, 0), .. TestPng.Chunk("IDAT", TestPng.Data(9, 7)), .. TestPng.End] },
        { "PNG of absurd size", [.. TestPng.Signature, .. TestPng.Header(uint.MaxValue, uint.MaxValue), .. TestPng.Chunk("IDAT", 1), .. TestPng.End] },
        { "PNG without a picture", [.. TestPng.Signature, .. TestPng.Header(9, 7), .. TestPng.End] },
        { "PNG with an unknown chunk that matters", TestPng.Of(before: [TestPng.Chunk("ABCD", 1)]) },
        { "PNG without a header", [.. TestPng.Signature, .. TestPng.Chunk("IDAT", TestPng.Data(9, 7)), .. TestPng.End] },
        { "PNG with two headers", TestPng.Of(before: [TestPng.Header(9, 7)]) },
        { "PNG without its palette", [.. TestPng.Signature, .. TestPng.Header(9, 7, 8, 3), .. TestPng.Chunk("IDAT", 1), .. TestPng.End] },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_is_no_photo_is_refused(string what, byte[] file) =>
        Should.Throw<Refusal>(() => Clean(file), what).Error.ShouldBe(PhotoErrors.Unreadable);

    [Fact]
    public void What_is_odd_but_can_be_shown_is_taken_and_comes_out_in_order() =>
        ShouldHoldNothingBut(Clean(
            [.. TestPng.Of()[..^12], .. TestPng.Chunk("tEXt", Planted), .. TestPng.Chunk("IDAT", 1), .. TestPng.End]));

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        foreach (var file in Whole())
        {
            for (var length = 0; length < file.Length; length++)
                Should.Throw<Refusal>(() => Clean(file[..length]), $"{length} of {file.Length}").Error.ShouldBe(PhotoErrors.Unreadable);
        }
    }

    [Fact]
    public void A_damaged_file_is_refused_or_cleaned_and_never_a_fault()
    {
        var random = new Random(20260302);
        foreach (var file in Whole())
        {
            for (var round = 0; round < 1_000; round++)
            {
                var damaged = file.ToArray();
                for (var flips = random.Next(1, 9); flips > 0; flips--)
                    damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                try
                {
                    Clean(damaged).File.Length.ShouldBeGreaterThan(0);
                }
                catch (Refusal refusal)
                {
                    refusal.Error.ShouldBeOneOf(PhotoErrors.Unreadable, PhotoErrors.TooManyPixels);
                }
            }
        }
    }

    [Fact]
    public void A_picture_that_takes_too_long_is_given_up() => Should.Throw<Refusal>(
        () => PictureDecoder.Clean(TestJpeg.Of(500, 500, components: 3), side: 1_600, thumbnailSide: 480, within: TimeSpan.FromTicks(1))).Error.ShouldBe(RequestErrors.Busy);

    [Fact]
    public void A_file_of_nothing_but_tiny_parts_is_refused()
    {
        byte[] segments = [.. Enumerable.Repeat(TestJpeg.Segment(0xFE), 20_000).SelectMany(segment => segment)];
        byte[][] chunks = [.. Enumerable.Repeat(TestPng.Chunk("tEXt"), 30_000)];

        Should.Throw<Refusal>(() => Clean(TestJpeg.Of(before: segments)));
        Should.Throw<Refusal>(() => Clean(TestPng.Of(before: chunks)));
    }

    internal static CleanPicture Clean(byte[] file) => PictureDecoder.Clean(file, side: 1_600, thumbnailSide: 480, within: TimeSpan.FromMinutes(1));

    private static (int Width, int Height) SizeOf(byte[] file)
    {
        using var picture = Image.NewFromBuffer(file);
        return (picture.Width, picture.Height);
    }

    /// <summary>No text, and no part of a file that could hold one.</summary>
    private static void ShouldHoldNothingBut(CleanPicture clean)
    {
        foreach (var file in new[] { clean.File, clean.Thumbnail })
        {
            file.AsSpan().IndexOf(Planted).ShouldBe(-1);
            using var picture = Image.NewFromBuffer(file);
            picture.GetFields().ShouldNotContain(field => field.StartsWith("exif-") || field == "icc-profile-data" || field == "xmp-data" || field == "iptc-data");
        }
    }

    private static byte[][] Whole() =>
    [
        TestJpeg.Of(components: 3, before: TestJpeg.Metadata), TestJpeg.Of(isProgressive: true, restartEach: 2, before: TestJpeg.Orientation(8)),
        TestPng.Of(before: [.. TestPng.Metadata, TestPng.Chunk("gAMA", 0, 0, 177, 143)]),
    ];

    private static byte[] Sized(int width, int height, bool isProgressive = false)
    {
        var file = TestJpeg.Of(isProgressive: isProgressive);
        var frame = file.AsSpan().IndexOf<byte>([0xFF, isProgressive ? (byte)0xC2 : (byte)0xC0]);
        (file[frame + 5], file[frame + 6], file[frame + 7], file[frame + 8]) = ((byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width);
        return file;
    }
}
