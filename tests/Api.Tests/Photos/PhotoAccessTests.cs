using LinYuan.Tests.Wishes;

namespace LinYuan.Tests.Photos;

/// <summary>Who sees which photo, by which link and how long.</summary>
public sealed class PhotoAccessTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("checking", true, true, false, false)]
    [InlineData("review", true, true, false, false)]
    [InlineData("hidden", true, true, false, false)]
    [InlineData("visible", true, true, true, true)]
    public async Task A_photo_of_the_wish_is_seen_by_its_owner_and_staff_and_by_others_when_it_is_visible(
        string status, bool author, bool staff, bool member, bool stranger)
    {
        var story = await WishStory.In(lane, "open");
        var id = (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201).Id;
        await lane.Sql.Execute("UPDATE photos SET status = @status WHERE id = @id", new { id, status });

        (await story.PhotosSeenBy(story.Author)).Count.ShouldBe(author ? 1 : 0);
        (await story.PhotosSeenBy(story.Staff)).Count.ShouldBe(staff ? 1 : 0);
        (await story.PhotosSeenBy(await lane.NewStaff(story.Community.DistrictId))).Count.ShouldBe(staff ? 1 : 0);
        (await story.PhotosSeenBy(story.Claimer)).Count.ShouldBe(member ? 1 : 0);
        (await story.PhotosSeenBy(await lane.NewStaff((await lane.NewCommunity()).Id))).Count.ShouldBe(member ? 1 : 0);
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBe(200).Items.Count.ShouldBe(stranger ? 1 : 0);
    }

    [Fact]
    public async Task Until_staff_approve_the_wish_its_photos_are_not_public()
    {
        var story = await WishStory.In(lane, "pendingReview");
        await lane.PutVisible((await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201).Id);

        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBeRefused(404, "resource.not_found");
        (await story.Claimer.Get($"/api/v1/wishes/{story.Id}/photos")).ShouldBeRefused(404, "resource.not_found");
        await story.Approve();
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBe(200).Items.Count.ShouldBe(1);
        (await story.By(story.Author, "withdraw")).ShouldBe(200);
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task A_photo_of_the_delivery_is_seen_only_by_those_concerned()
    {
        var story = await WishStory.In(lane, "delivered");
        var id = (await story.Claimer.Upload(story.Id, TestJpeg.Of(), "delivery")).ShouldBe(201).Id;
        (await story.PhotosSeenBy(story.Author)).ShouldBeEmpty();
        (await story.PhotosSeenBy(story.Claimer)).ShouldBe(["delivery:review"]);
        (await story.PhotosSeenBy(story.Staff)).ShouldBe(["delivery:review"]);

        await lane.PutVisible(id);

        (await story.PhotosSeenBy(story.Author)).ShouldBe(["delivery:visible"]);
        (await story.PhotosSeenBy(await lane.NewMember(story.Community))).ShouldBeEmpty();
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_works_without_a_token_for_its_time_and_is_the_same_for_a_while()
    {
        var (story, id) = await Visible();
        UntilAWindowBegins();
        var link = await story.PhotoLink(story.Claimer);

        var served = (await lane.Anyone.Get(link)).ShouldBe(200);
        served.Header("Content-Type").ShouldBe("image/jpeg");
        served.Header("X-Content-Type-Options").ShouldBe("nosniff");
        served.Header("Content-Security-Policy").ShouldBe("default-src 'none'; sandbox");
        served.Header("Content-Disposition").ShouldBe("inline");
        served.Header("Cache-Control").ShouldBe("max-age=3600, private, immutable");
        lane.Clock.Advance(TimeSpan.FromMinutes(14));
        (await story.PhotoLink(story.Claimer)).ShouldBe(link);
        lane.Clock.Advance(TimeSpan.FromMinutes(45));
        (await story.PhotoLink(story.Claimer)).ShouldNotBe(link);
        (await lane.Anyone.Get(link)).ShouldBe(200);
        lane.Clock.Advance(TimeSpan.FromMinutes(1));

        (await lane.Anyone.Get(link)).ShouldBeRefused(403, "photo.link_expired");
        (await lane.Anyone.Get(await story.PhotoLink(story.Claimer))).ShouldBe(200);
        (await story.Author.Delete($"/api/v1/photos/{id}")).ShouldBe(204);
    }

    [Fact]
    public async Task A_link_that_we_did_not_sign_leads_nowhere()
    {
        var (story, _) = await Visible();
        var (other, _) = await Visible();
        var link = await story.PhotoLink(story.Claimer);
        var (name, query) = (link.Split('?')[0], link.Split('?')[1]);
        var end = long.Parse(query[2..query.IndexOf('&')]);

        string[] forged =
        [
            name, $"{name}?e={end}", $"{name}?e={end + 1}&s={query[(query.IndexOf("&s=", StringComparison.Ordinal) + 3)..]}", $"{name}?e={end}&s=", $"{name}?e={end}&s=A",
            $"{name}?e={end}&s={new string('A', 22)}", $"{name}?e=x&s=A", $"{name}?e=99999999999999999999&s=A", $"{name}?e={end}&s=%E6%97%A0",
            $"{(await other.PhotoLink(other.Claimer)).Split('?')[0]}?{query}", $"/photos/..%2F..%2Fetc%2Fpasswd?{query}", $"/photos/{new string('0', 32)}?{query}",
            $"{link[..^1]}{(link[^1] == 'A' ? 'Q' : 'A')}", $"{name.ToUpperInvariant().Replace("/PHOTOS/", "/photos/", StringComparison.Ordinal)}?{query}",
        ];

        foreach (var path in forged.Where(path => path != link))
            (await lane.Anyone.Get(path)).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task A_link_to_a_photo_that_was_hidden_or_removed_stops_working_at_once()
    {
        var (story, id) = await Visible();
        var (open, staffs) = (await story.PhotoLink(story.Claimer), await story.PhotoLink(story.Staff));
        (await story.Staff.Post($"/staff/v1/photos/{id}/hide", new { reason = "看得到门牌号" })).ShouldBe(200);

        (await lane.Anyone.Get(open)).ShouldBeRefused(404, "resource.not_found");
        (await lane.Anyone.Get(staffs)).ShouldBeRefused(404, "resource.not_found");
        var mine = (await story.Author.Get($"/api/v1/wishes/{story.Id}/photos")).ShouldBe(200);
        (mine.Text("items.0.url"), mine.Text("items.0.status"), mine.Text("items.0.reason")).ShouldBe((null, "hidden", "看得到门牌号"));
        var toDecide = await story.PhotoLink(story.Staff);
        (await lane.Anyone.Get(toDecide)).ShouldBe(200);

        (await story.Staff.Post($"/staff/v1/photos/{id}/show")).ShouldBe(200);
        (await lane.Anyone.Get(toDecide)).ShouldBeRefused(404, "resource.not_found");
        var again = await story.PhotoLink(story.Claimer);
        (await story.Author.Delete($"/api/v1/photos/{id}")).ShouldBe(204);
        (await lane.Anyone.Get(again)).ShouldBeRefused(404, "resource.not_found");
        (await story.PhotosSeenBy(story.Author)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_owner_removes_a_photo()
    {
        var (story, id) = await Visible();

        (await story.Claimer.Delete($"/api/v1/photos/{id}")).ShouldBeRefused(404, "resource.not_found");
        (await story.Staff.Delete($"/api/v1/photos/{id}")).ShouldBeRefused(404, "resource.not_found");
        (await story.Author.Delete($"/api/v1/photos/{id}")).ShouldBe(204);
        (await story.Author.Delete($"/api/v1/photos/{id}")).ShouldBe(204);
        (await story.Staff.Post($"/staff/v1/photos/{id}/show")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task Staff_decide_in_their_area_and_not_about_their_own_and_once()
    {
        var (story, id) = await Visible();
        var foreign = await lane.NewStaff((await lane.NewCommunity()).Id);
        (await foreign.Post($"/staff/v1/photos/{id}/hide", new { reason = "不合适" })).ShouldBeRefused(404, "resource.not_found");
        (await story.Author.Post($"/staff/v1/photos/{id}/hide", new { reason = "不合适" })).ShouldBeRefused(403, "access.denied");
        (await story.Staff.Post($"/staff/v1/photos/{id}/show")).ShouldBeRefused(409, "photo.wrong_state");
        await story.Author.BecomesStaffOf(story.Community.Id);
        (await story.Author.Post($"/staff/v1/photos/{id}/hide", new { reason = "不合适" })).ShouldBeRefused(403, "photo.own_case");

        (await story.Staff.Post($"/staff/v1/photos/{id}/hide", new { reason = "不合适" })).ShouldBe(200);
        (await story.Staff.Post($"/staff/v1/photos/{id}/hide", new { reason = "不合适" })).ShouldBeRefused(409, "photo.wrong_state");
        (await lane.Sql.Value<byte[]>("SELECT reason_enc FROM photos WHERE id = @id", new { id }))!.AsSpan().IndexOf("不合适"u8).ShouldBe(-1);
        (await story.Staff.Get("/staff/v1/photos?status=removed")).ShouldBeRefused(400, "request.invalid");
        (await foreign.Get($"/staff/v1/photos?status=hidden&areaId={story.Community.IdText}")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task An_author_who_is_staff_decides_about_no_photo_of_the_delivery_to_them()
    {
        var story = await WishStory.In(lane, "delivered");
        var id = (await story.Claimer.Upload(story.Id, TestJpeg.Of(), "delivery")).ShouldBe(201).Id;
        await story.Author.BecomesStaffOf(story.Community.Id);

        (await story.Author.Post($"/staff/v1/photos/{id}/hide", new { reason = "不合适" })).ShouldBeRefused(403, "photo.own_case");
        (await story.PhotosSeenBy(story.Author)).ShouldBeEmpty();
        (await story.Staff.Post($"/staff/v1/photos/{id}/hide", new { reason = "不合适" })).ShouldBe(200);
    }

    private async Task<(WishStory Story, string Id)> Visible()
    {
        var story = await WishStory.In(lane, "open");
        var id = (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201).Id;
        await lane.PutVisible(id);
        return (story, id);
    }

    private void UntilAWindowBegins()
    {
        const long Window = 15 * 60;
        var into = lane.Clock.Now.ToUnixTimeMilliseconds() % (Window * 1000);
        lane.Clock.Advance(TimeSpan.FromMilliseconds(Window * 1000 - into));
    }
}
