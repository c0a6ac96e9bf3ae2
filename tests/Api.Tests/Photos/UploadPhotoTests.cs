using System.Text;
using LinYuan.Api.Features.Photos.Uploads;
using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Photos;

public sealed class UploadPhotoTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task An_upload_answers_with_the_photo_and_stores_nothing_but_the_picture()
    {
        var story = await WishStory.In(lane, "open");
        var file = TestJpeg.Of(components: 3, before: TestJpeg.Metadata);

        var answer = (await story.Author.Upload(story.Id, [.. file, .. Encoding.ASCII.GetBytes(TestJpeg.Planted)])).ShouldBe(201);

        answer.Header("Location").ShouldBe($"/api/v1/photos/{answer.Id}");
        (answer.Text("for"), answer.Text("status"), answer.Text("mediaType"), answer.Number("width"), answer.Number("height"))
            .ShouldBe(("wish", "review", "image/jpeg", 24, 32));
        answer.Actions().ShouldBe(["delete"]);
        var stored = await File.ReadAllBytesAsync(await lane.FileOf(answer.Id), TestContext.Current.CancellationToken);
        stored.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TestJpeg.Planted)).ShouldBe(-1);
        (await lane.Anyone.Get(PhotoUploads.PathOf(answer.Text("url")!))).ShouldBe(200).Bytes.ShouldBe(stored);
    }

    [Fact]
    public async Task The_kind_of_a_file_is_told_by_its_content_whatever_its_name_and_header_say()
    {
        var story = await WishStory.In(lane, "open");

        var answer = (await story.Author.Upload(story.Id, TestPng.Of(before: TestPng.Metadata), fileName: "a.jpg")).ShouldBe(201);

        answer.Text("mediaType").ShouldBe("image/png");
        var served = (await lane.Anyone.Get(PhotoUploads.PathOf(answer.Text("url")!))).ShouldBe(200);
        served.Header("Content-Type").ShouldBe("image/png");
        served.Bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(TestJpeg.Planted)).ShouldBe(-1);
        foreach (var file in new[] { "GIF89a"u8.ToArray(), "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), [], TestJpeg.Of()[..^1], TestPng.Of()[..^1] })
            (await story.Author.Upload(story.Id, file)).ShouldBeRefused(422, "photo.unreadable");
    }

    [Fact]
    public async Task Ten_megabytes_are_taken_and_not_a_byte_more()
    {
        var story = await WishStory.In(lane, "open");
        var picture = TestJpeg.Of();
        var largest = new byte[UploadPhoto.LargestFile];
        picture.CopyTo(largest, 0);
        byte[] larger = [.. largest, 0];

        var answer = (await story.Author.Upload(story.Id, largest)).ShouldBe(201);
        (await story.Author.Upload(story.Id, larger)).ShouldBeRefused(413, "photo.too_large");
        var form = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/wishes/{story.Id}/photos?for=wish")
        {
            Content = new MultipartFormDataContent { { PhotoUploads.Part(new byte[2 * UploadPhoto.LargestFile], "image/jpeg"), "file", "a.jpg" } },
        };
        form.Headers.TryAddWithoutValidation("Idempotency-Key", Client.NewKey());
        // So that the answer comes before the body is sent, as with any client that asks first.
        form.Headers.ExpectContinue = true;
        (await story.Author.Send(form)).ShouldBeRefused(413, "photo.too_large");

        new FileInfo(await lane.FileOf(answer.Id)).Length.ShouldBeLessThan(2_000);
        (await story.Author.Post("/api/v1/wishes", new string('x', 100_000))).ShouldBeRefused(400, "request.too_large");
    }

    [Fact]
    public async Task The_seventh_photo_is_refused_and_leaves_no_file()
    {
        var story = await WishStory.In(lane, "open");
        for (var count = 0; count < 6; count++)
            (await story.Author.Upload(story.Id, TestJpeg.Of(across: 1 + count))).ShouldBe(201);
        var files = lane.Files().Count;

        (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBeRefused(409, "photo.limit");
        lane.Files().Count.ShouldBe(files);

        var first = (await story.Author.Get($"/api/v1/wishes/{story.Id}/photos")).Text("items.0.id");
        (await story.Author.Delete($"/api/v1/photos/{first}")).ShouldBe(204);
        (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201);
    }

    [Fact]
    public async Task Of_uploads_at_once_no_more_than_six_are_taken()
    {
        var story = await WishStory.In(lane, "open");

        var answers = await Task.WhenAll(Enumerable.Range(1, 10).Select(number => story.Author.Upload(story.Id, TestJpeg.Of(across: number))));

        answers.Count(answer => answer.Status == 201).ShouldBe(6);
        foreach (var refused in answers.Where(answer => answer.Status != 201))
            refused.ShouldBeRefused(409, "photo.limit");
        var names = await lane.Sql.List<string>("SELECT name FROM photos WHERE wish_id = @Id", new { story.Id });
        names.Count.ShouldBe(6);
        lane.Files().Select(Path.GetFileName).Intersect(names).Count().ShouldBe(6);
    }

    [Fact]
    public async Task A_repeat_stores_one_file_though_its_wrapping_differs()
    {
        var story = await WishStory.In(lane, "open");
        var (key, files) = (Client.NewKey(), Directory.Exists(lane.PhotoFolder) ? lane.Files().Count : 0);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => story.Author.Upload(story.Id, TestJpeg.Of(), key: key)));
        var later = await story.Author.Upload(story.Id, TestJpeg.Of(), key: key);

        answers.Append(later).ShouldAllBe(answer => answer.Status == 201 && answer.Body == answers[0].Body);
        later.IsReplay.ShouldBeTrue();
        // The picture and its thumbnail.
        lane.Files().Count.ShouldBe(files + 2);
        (await lane.Sql.Count("photos WHERE wish_id = @Id", new { story.Id })).ShouldBe(1);
        (await story.Author.Upload(story.Id, TestJpeg.Of(across: 5), key: key)).ShouldBeRefused(422, "idempotency.key_reused");
        (await story.Author.Upload(story.Id, TestJpeg.Of(), subject: "delivery", key: key)).ShouldBeRefused(422, "idempotency.key_reused");
    }

    [Fact]
    public async Task A_form_that_is_not_one_file_is_refused()
    {
        var story = await WishStory.In(lane, "open");
        var part = PhotoUploads.Part(TestJpeg.Of(), "image/jpeg");

        (await story.Author.Post($"/api/v1/wishes/{story.Id}/photos?for=wish", new { file = "a" })).ShouldBeRefused(415, "request.media_type");
        (await story.Author.Post($"/api/v1/wishes/{story.Id}/photos?for=wish")).ShouldBeRefused(415, "request.media_type");
        (await story.Author.UploadForm(story.Id, part)).ShouldBeRefused(415, "request.media_type");
        (await story.Author.UploadForm(story.Id, new MultipartFormDataContent { { new StringContent("a"), "file" } })).ShouldBeRefused(400, "request.invalid");
        (await story.Author.UploadForm(story.Id, new MultipartFormDataContent
        {
            { PhotoUploads.Part(TestJpeg.Of(), "image/jpeg"), "file", "a.jpg" }, { PhotoUploads.Part(TestJpeg.Of(), "image/jpeg"), "file", "b.jpg" },
        })).ShouldBeRefused(400, "request.invalid");
        var broken = new StringContent("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut off");
        broken.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        (await story.Author.UploadForm(story.Id, broken)).ShouldBeRefused(400, "request.invalid");
        (await story.Author.Upload(story.Id, TestJpeg.Of(), subject: null)).ShouldBeRefused(400, "request.invalid");
        (await story.Author.Upload(story.Id, TestJpeg.Of(), subject: "cat")).ShouldBeRefused(400, "request.invalid");
    }

    [Theory]
    [InlineData("photo")]
    [InlineData("File")]
    [InlineData("file2")]
    public async Task A_file_in_a_field_of_another_name_is_refused_and_the_right_name_is_said(string name)
    {
        var story = await WishStory.In(lane, "open");
        MultipartFormDataContent Form(params string[] names)
        {
            var form = new MultipartFormDataContent();
            foreach (var field in names)
                form.Add(PhotoUploads.Part(TestJpeg.Of(), "image/jpeg"), field, "a.jpg");
            return form;
        }

        (await story.Author.UploadForm(story.Id, Form(name))).ShouldBeRefused(400, "request.invalid")["errors.file"].GetArrayLength().ShouldBe(1);
        (await story.Author.UploadForm(story.Id, Form("file", name))).ShouldBeRefused(400, "request.invalid");
        (await lane.Sql.Count("photos WHERE wish_id = @Id", new { story.Id })).ShouldBe(0);

        var quoted = Form("file");
        quoted.Add(new StringContent("a"), "note");
        (await story.Author.UploadForm(story.Id, quoted)).ShouldBe(201);
    }

    [Fact]
    public async Task Where_WeChat_cannot_push_its_verdict_staff_have_the_photo_at_once()
    {
        var story = await WishStory.In(lane, "open");

        var photo = (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201);

        photo.Text("status").ShouldBe("review");
        (await story.Staff.Get($"/staff/v1/photos?areaId={story.Community.Id}")).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString()).ShouldBe([photo.Id]);
        (await lane.Sql.Count("outbox_messages WHERE kind = 'photo.check' AND subject_id = @Id", new { photo.Id })).ShouldBe(0);
        (await story.Staff.Post($"/staff/v1/photos/{photo.Id}/show")).ShouldBe(200).Text("status").ShouldBe("visible");
    }

    [Fact]
    public async Task The_clients_name_of_the_file_is_kept_nowhere()
    {
        var story = await WishStory.In(lane, "open");
        var name = lane.Unique("wang-xiaoming-home");

        (await story.Author.Upload(story.Id, TestJpeg.Of(), fileName: $"../../{name}.jpg")).ShouldBe(201);
        (await story.Author.Upload(story.Id, [1, 2, 3], fileName: $"{name}.jpg")).ShouldBe(422);

        (await Traces.Of(lane, name)).ShouldBeEmpty();
        lane.Files().ShouldAllBe(file => !file.Contains(name));
    }

    [Fact]
    public async Task Only_the_author_adds_photos_of_the_wish_and_only_until_it_ends()
    {
        var story = await WishStory.In(lane, "pendingReview");
        (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201);
        (await story.Staff.Upload(story.Id, TestJpeg.Of())).ShouldBeRefused(403, "access.denied");
        (await story.Claimer.Upload(story.Id, TestJpeg.Of())).ShouldBeRefused(404, "resource.not_found");
        await story.Approve();
        (await story.Claimer.Upload(story.Id, TestJpeg.Of())).ShouldBeRefused(403, "access.denied");
        (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201);
        (await story.By(story.Author, "withdraw")).ShouldBe(200);

        (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Fact]
    public async Task Only_the_claimer_adds_photos_of_the_delivery_and_only_while_the_claim_holds()
    {
        var story = await WishStory.In(lane, "claimed");
        (await story.Claimer.Upload(story.Id, TestJpeg.Of(), "delivery")).ShouldBe(201);
        (await story.Author.Upload(story.Id, TestJpeg.Of(), "delivery")).ShouldBeRefused(403, "access.denied");
        lane.Clock.Advance(WishStory.ContactLimit);
        (await story.Claimer.Upload(story.Id, TestJpeg.Of(), "delivery")).ShouldBeRefused(409, "wish.lease_over");

        var delivered = await WishStory.In(lane, "delivered");
        (await delivered.Claimer.Upload(delivered.Id, TestJpeg.Of(), "delivery")).ShouldBe(201).Text("for").ShouldBe("delivery");
        await delivered.Confirm();
        (await delivered.Claimer.Upload(delivered.Id, TestJpeg.Of(), "delivery")).ShouldBeRefused(409, "wish.wrong_state");
    }
}
