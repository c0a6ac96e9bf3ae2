using LinYuan.Tests.Wishes;
using WeChat.StandIn;

namespace LinYuan.Tests.Photos;

/// <summary>While WeChat is still looking staff may hide a photo, and cannot make it visible by hiding and showing it.</summary>
public sealed class HiddenDuringCheckTests(PhotoLane photos) : IClassFixture<PhotoLane>
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromMinutes(30);
    private readonly Lane lane = photos.Lane;

    [Fact]
    public async Task Who_would_show_a_photo_during_the_check_is_told_to_come_back_and_how_long_it_takes_at_most()
    {
        var (story, id) = await photos.WithPhoto();
        lane.Clock.Advance(TimeSpan.FromMinutes(18.5));

        var refused = (await Show(story, id)).ShouldBeRefused(409, "photo.still_checking");

        refused.Text("title").ShouldBe("微信还在检查这张照片，请过几分钟再来，最多等 12 分钟");
        (await photos.StatusOf(id)).ShouldBe("checking");
    }

    [Fact]
    public async Task Shown_again_it_waits_for_the_verdict_and_is_seen_when_that_passes_it()
    {
        var (story, id) = await Hidden();

        var shown = (await Show(story, id)).ShouldBe(200);

        (shown.Text("status"), shown.Text("reason")).ShouldBe(("checking", null));
        shown.Actions().ShouldBe(["hide"]);
        (await story.PhotosSeenBy(story.Claimer)).ShouldBeEmpty();
        (await Show(story, id)).ShouldBeRefused(409, "photo.still_checking");
        await photos.Judge();
        (await photos.StatusOf(id)).ShouldBe("visible");
    }

    [Theory]
    [InlineData("risky", "hidden")]
    [InlineData("review", "review")]
    public async Task Shown_again_it_is_judged_as_if_it_had_not_been_hidden(string verdict, string status)
    {
        var (story, id) = await Hidden();
        (await Show(story, id)).ShouldBe(200);

        await photos.Judge(new FlushRequest(Suggest: verdict));

        (await photos.StatusOf(id)).ShouldBe(status);
    }

    [Theory]
    [InlineData("pass")]
    [InlineData("review")]
    [InlineData("risky")]
    public async Task A_verdict_on_a_hidden_photo_leaves_it_hidden_and_staff_may_show_it_then(string verdict)
    {
        var (story, id) = await Hidden();

        await photos.Judge(new FlushRequest(Suggest: verdict));

        (await photos.StatusOf(id)).ShouldBe("hidden");
        (await story.Author.Get($"/api/v1/wishes/{story.Id}/photos")).Text("items.0.reason").ShouldBe("看得到门牌号");
        (await Show(story, id)).ShouldBe(200).Text("status").ShouldBe("visible");
    }

    [Fact]
    public async Task WeChat_is_asked_about_a_hidden_photo_and_can_download_it_until_it_has_answered()
    {
        var (story, id) = await photos.WithPhoto();
        await Hide(story, id);

        await photos.Ask();

        var link = PhotoUploads.PathOf(lane.StandIn.CallsTo(WeChatPaths.CheckMedia)[^1].Body!.Value.GetProperty("media_url").GetString()!);
        (await lane.Anyone.Get(link)).ShouldBe(200);
        await photos.Judge(new FlushRequest(DownloadFailed: true));
        await photos.Ask();
        await photos.Judge();
        (await lane.Anyone.Get(link)).ShouldBeRefused(404, "resource.not_found");
        (await Show(story, id)).ShouldBe(200).Text("status").ShouldBe("visible");
    }

    [Fact]
    public async Task Without_a_verdict_in_time_staff_may_show_what_was_hidden_during_the_check()
    {
        var (story, id) = await Hidden();
        lane.Clock.Advance(CheckLimit - TimeSpan.FromMilliseconds(1));
        await photos.EndChecks();
        (await Show(story, id)).ShouldBe(200).Text("status").ShouldBe("checking");
        await Hide(story, id);
        lane.Clock.Advance(TimeSpan.FromMilliseconds(1));

        await Task.WhenAll(photos.EndChecks(), photos.EndChecks());

        (await photos.StatusOf(id)).ShouldBe("hidden");
        (await Show(story, id)).ShouldBe(200).Text("status").ShouldBe("visible");
    }

    [Fact]
    public async Task Who_deletes_a_photo_that_was_hidden_during_the_check_ends_it()
    {
        var (story, id) = await Hidden();

        (await story.Author.Delete($"/api/v1/photos/{id}")).ShouldBe(204);
        await photos.Judge();

        (await photos.StatusOf(id)).ShouldBe("removed");
        (await Show(story, id)).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task Hidden_and_judged_at_once_it_is_hidden_and_shown_twice_at_once_it_is_shown_once()
    {
        var (story, id) = await photos.WithPhoto();
        await photos.Ask();
        await photos.Push(null);
        var others = new[] { story.Staff, await lane.NewStaff(story.Community.StreetId) };

        await Task.WhenAll(photos.Process(), Hide(story, id));
        await photos.Process();

        (await photos.StatusOf(id)).ShouldBe("hidden");
        var shown = await Task.WhenAll(others.Select(who => who.Post($"/staff/v1/photos/{id}/show")));
        shown.Select(answer => answer.Status).Order().ShouldBe([200, 409]);
        (await photos.StatusOf(id)).ShouldBe("visible");
    }

    /// <summary>Hidden after WeChat was asked and before it has answered.</summary>
    private async Task<(WishStory Story, string Id)> Hidden()
    {
        var (story, id) = await photos.WithPhoto();
        await photos.Ask();
        await Hide(story, id);
        return (story, id);
    }

    private static Task<Answer> Show(WishStory story, string id) => story.Staff.Post($"/staff/v1/photos/{id}/show");

    private static async Task Hide(WishStory story, string id) =>
        (await story.Staff.Post($"/staff/v1/photos/{id}/hide", new { reason = "看得到门牌号" })).ShouldBe(200);
}
