using LinYuan.Api.Features.Photos.Core;
using LinYuan.Api.Features.Photos.Core.Pictures;
using LinYuan.Api.Shared.Http;
using LinYuan.Tests.Wishes;
using Microsoft.Extensions.Options;

namespace LinYuan.Tests.Photos;

/// <summary>A photo in two sizes: whoever may see the one may see the other, and nobody else.</summary>
public sealed class ThumbnailTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Lists_give_the_small_picture_beside_the_large_one()
    {
        var story = await WishStory.In(lane, "open");
        var photo = (await story.Author.Upload(story.Id, TestJpeg.Of(200, 100))).ShouldBe(201);
        (photo.Number("width"), photo.Number("height")).ShouldBe((1_600, 800));
        await lane.PutVisible(photo.Id);

        var listed = (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBe(200);
        var (full, small) = (await Fetch(listed.Text("items.0.url")!), await Fetch(listed.Text("items.0.thumbnailUrl")!));

        (full.ShouldBe(200).Header("Content-Type"), small.ShouldBe(200).Header("Content-Type")).ShouldBe(("image/jpeg", "image/jpeg"));
        small.Bytes.Length.ShouldBeLessThan(full.Bytes.Length);
        using var shown = NetVips.Image.NewFromBuffer(small.Bytes);
        (shown.Width, shown.Height).ShouldBe((480, 240));
        small.Header("Cache-Control").ShouldBe(full.Header("Cache-Control"));
        (small.Header("Content-Security-Policy"), small.Header("Content-Disposition")).ShouldBe(("default-src 'none'; sandbox", "inline"));
    }

    [Fact]
    public async Task The_small_picture_goes_wherever_the_large_one_goes()
    {
        var story = await WishStory.In(lane, "open");
        var photo = (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201);
        await lane.PutVisible(photo.Id);
        var (own, everyones) = (photo.Text("thumbnailUrl")!, (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).Text("items.0.thumbnailUrl")!);
        (await Fetch(own)).ShouldBe(200);

        (await lane.Anyone.Get(PhotoUploads.PathOf(own).Replace("s=", "s=x", StringComparison.Ordinal))).ShouldBeRefused(404, "resource.not_found");
        (await lane.Anyone.Get(PhotoUploads.PathOf(own) + "px")).ShouldBeRefused(400, "request.invalid");
        (await story.Staff.Post($"/staff/v1/photos/{photo.Id}/hide", new { reason = "看得到门牌" })).ShouldBe(200);
        (await Fetch(everyones)).ShouldBeRefused(404, "resource.not_found");
        (await Fetch(own)).ShouldBeRefused(404, "resource.not_found");
        (await story.Author.Get($"/api/v1/wishes/{story.Id}/photos")).ShouldBe(200).Text("items.0.thumbnailUrl").ShouldBeNull();
        lane.Clock.Advance(TimeSpan.FromHours(2));
        (await Fetch(own)).ShouldBeRefused(403, "photo.link_expired");
    }

    [Fact]
    public async Task A_photo_of_an_earlier_release_stands_for_its_thumbnail()
    {
        var story = await WishStory.In(lane, "open");
        var photo = (await story.Author.Upload(story.Id, TestPng.Of())).ShouldBe(201);
        File.Delete(await lane.FileOf(photo.Id) + ".small");

        var small = (await Fetch(photo.Text("thumbnailUrl")!)).ShouldBe(200);

        small.Header("Content-Type").ShouldBe("image/png");
        small.Bytes.ShouldBe((await Fetch(photo.Text("url")!)).Bytes);
    }

    [Fact]
    public async Task Half_a_photo_and_a_picture_of_absurd_size_are_refused_in_words_that_help()
    {
        var story = await WishStory.In(lane, "open");

        var half = (await story.Author.Upload(story.Id, TestJpeg.Of(50, 50)[..400])).ShouldBeRefused(422, "photo.unreadable");
        byte[] bomb = [.. TestPng.Signature, .. TestPng.Header(30_000, 30_000), .. TestPng.Chunk("IDAT", TestPng.Data(9, 7)), .. TestPng.End];
        var huge = (await story.Author.Upload(story.Id, bomb)).ShouldBeRefused(422, "photo.too_many_pixels");
        var heic = (await story.Author.Upload(story.Id, [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[400]])).ShouldBeRefused(422, "photo.heic_unreadable");

        half.Text("title")!.ShouldContain("没有传完整");
        huge.Text("title")!.ShouldContain("尺寸太大");
        heic.Text("title")!.ShouldContain("兼容性最好");
        (await lane.Sql.Count("photos WHERE wish_id = @Id", new { story.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task Beyond_those_that_are_decoded_and_wait_photos_are_answered_as_busy_and_the_next_ones_are_taken_again()
    {
        using var queue = new PictureIntake(Options.Create(new PhotoOptions { DecodedAtOnce = 1, Waiting = 2 }));
        var file = TestJpeg.Of(400, 400, components: 3);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            try
            {
                return (await queue.Clean(file)).Width;
            }
            catch (Refusal refusal)
            {
                (refusal.Error, refusal.RetryAfter).ShouldBe((RequestErrors.Busy, TimeSpan.FromSeconds(5)));
                return 0;
            }
        }));

        answers.Count(width => width == 1_600).ShouldBe(3);
        (await queue.Clean(file)).Width.ShouldBe(1_600);
    }

    [Fact]
    public async Task Who_has_waited_as_long_as_anyone_may_is_asked_to_come_again()
    {
        using var queue = new PictureIntake(Options.Create(new PhotoOptions { DecodedAtOnce = 1, Waiting = 5, WaitAtMost = TimeSpan.FromTicks(1) }));
        var file = TestJpeg.Of(400, 400, components: 3);
        var first = queue.Clean(file);

        (await Should.ThrowAsync<Refusal>(() => queue.Clean(file))).Error.ShouldBe(RequestErrors.Busy);

        (await first).Width.ShouldBe(1_600);
    }

    private Task<Answer> Fetch(string url) => lane.Anyone.Get(PhotoUploads.PathOf(url));
}
