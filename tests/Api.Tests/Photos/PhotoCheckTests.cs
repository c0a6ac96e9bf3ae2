using LinYuan.Tests.Clues;
using LinYuan.Tests.Wishes;
using WeChat.StandIn;

namespace LinYuan.Tests.Photos;

/// <summary>Before others see a photo: WeChat's check, and what happens when it does not come to a clear answer.</summary>
public sealed class PhotoCheckTests(PhotoLane photos) : IClassFixture<PhotoLane>
{
    private static readonly TimeSpan CheckLimit = TimeSpan.FromMinutes(30);
    private readonly Lane lane = photos.Lane;

    [Fact]
    public async Task A_photo_is_seen_by_others_when_WeChat_has_passed_it()
    {
        var (story, id) = await photos.WithPhoto();
        (await story.PhotosSeenBy(story.Author)).ShouldBe(["wish:checking"]);
        (await story.PhotosSeenBy(story.Staff)).ShouldBe(["wish:checking"]);
        (await story.PhotosSeenBy(story.Claimer)).ShouldBeEmpty();
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBe(200).Items.ShouldBeEmpty();

        await photos.Ask();
        var asked = lane.StandIn.CallsTo(WeChatPaths.CheckMedia)[^1].Body!.Value;
        (asked.GetProperty("media_type").GetInt32(), asked.GetProperty("openid").GetString()).ShouldBe((2, story.Author.OpenId));
        var link = PhotoUploads.PathOf(asked.GetProperty("media_url").GetString()!);
        (await lane.Anyone.Get(link)).ShouldBe(200).Bytes.ShouldBe(await File.ReadAllBytesAsync(await lane.FileOf(id), TestContext.Current.CancellationToken));
        await photos.Judge();

        (await photos.StatusOf(id)).ShouldBe("visible");
        (await story.PhotosSeenBy(story.Claimer)).ShouldBe(["wish:visible"]);
        var open = (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBe(200);
        (open.Items.Count, open.Text("items.0.id"), open.Number("items.0.width"), open.Number("items.0.height")).ShouldBe((1, id, 32, 24));
        (await lane.Anyone.Get(PhotoUploads.PathOf(open.Text("items.0.url")!))).ShouldBe(200);
    }

    [Theory]
    [InlineData("risky", "hidden")]
    [InlineData("review", "review")]
    public async Task What_WeChat_does_not_pass_is_for_staff_to_decide(string verdict, string status)
    {
        var (story, id) = await photos.WithPhoto();
        await photos.Ask();
        await photos.Judge(new FlushRequest(Suggest: verdict));

        (await photos.StatusOf(id)).ShouldBe(status);
        (await story.PhotosSeenBy(story.Claimer)).ShouldBeEmpty();
        (await story.Staff.Get($"/staff/v1/photos?status={status}")).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString()).ShouldContain(id);
        (await lane.Anyone.Get(await story.PhotoLink(story.Staff))).ShouldBe(200);

        (await story.Staff.Post($"/staff/v1/photos/{id}/show")).ShouldBe(200).Actions().ShouldBe(["hide"]);
        (await story.PhotosSeenBy(story.Claimer)).ShouldBe(["wish:visible"]);
    }

    [Theory]
    [InlineData("pass", 0, "risky", 5, "hidden")]
    [InlineData("risky", 5, "pass", 0, "hidden")]
    [InlineData("pass", 5, "risky", 0, "visible")]
    [InlineData("pass", 5, "review", 0, "visible")]
    public async Task Of_two_verdicts_the_one_that_was_overtaken_changes_nothing(string first, int firstAt, string second, int secondAt, string status)
    {
        var (_, id) = await photos.WithPhoto();
        await photos.Ask();
        var trace = await lane.Sql.Value<string>("SELECT trace_id FROM photos WHERE id = @id", new { id });

        foreach (var (verdict, after) in new[] { (first, firstAt), (second, secondAt) })
        {
            var (body, now) = ($$$"""{"trace_id":"{{{trace}}}","result":{"suggest":"{{{verdict}}}"}}""", lane.Clock.Now.UtcDateTime);
            await lane.Sql.Execute("""
                INSERT INTO wechat_push_events (dedupe_key, event, openid, body, state, attempts, due_at, sent_at, received_at)
                VALUES (UNHEX(SHA2(CONCAT(@body, @sentAt), 256)), 'wxa_media_check', 'o_w', @body, 'waiting', 0, @now, @sentAt, @now)
                """, new { body, now, sentAt = now.AddSeconds(after) });
            await photos.Process();
        }

        (await photos.StatusOf(id)).ShouldBe(status);
    }

    [Fact]
    public async Task A_photo_that_staff_have_shown_is_not_hidden_by_a_verdict()
    {
        var (story, id) = await photos.WithPhoto();
        await photos.Ask();
        (await story.Staff.Post($"/staff/v1/photos/{id}/hide", new { reason = "先看一看" })).ShouldBe(200);
        await photos.Judge(new FlushRequest(Suggest: "review"));
        (await story.Staff.Post($"/staff/v1/photos/{id}/show")).ShouldBe(200);
        var trace = await lane.Sql.Value<string>("SELECT trace_id FROM photos WHERE id = @id", new { id });

        await lane.Sql.Execute("""
            INSERT INTO wechat_push_events (dedupe_key, event, openid, body, state, attempts, due_at, sent_at, received_at)
            VALUES (UNHEX(SHA2(@body, 256)), 'wxa_media_check', 'o_w', @body, 'waiting', 0, @now, @now, @now)
            """, new { body = $$$"""{"trace_id":"{{{trace}}}","result":{"suggest":"risky"}}""", now = lane.Clock.Now.UtcDateTime });
        await photos.Process();

        (await photos.StatusOf(id)).ShouldBe("visible");
    }

    [Fact]
    public async Task A_photo_that_was_added_after_the_review_waits_for_staff_though_WeChat_passes_it()
    {
        var story = await WishStory.In(lane, "open");
        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        var id = (await story.Author.Upload(story.Id, TestJpeg.Of())).ShouldBe(201).Id;
        await photos.Ask();
        await photos.Judge();

        (await photos.StatusOf(id)).ShouldBe("review");
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBe(200).Items.ShouldBeEmpty();
        (await story.Staff.Post($"/staff/v1/photos/{id}/show")).ShouldBe(200);
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}/photos")).ShouldBe(200).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_photo_of_a_clue_is_for_those_who_work_on_it_when_WeChat_has_passed_it()
    {
        var story = await ClueStory.In(lane, "inProgress");
        var list = $"/api/v1/clues/{story.Id}/photos";
        var id = (await story.Reporter.UploadTo(list + "?for=clue")).ShouldBe(201).Id;
        (await story.Owner.PhotosAt(list)).ShouldBeEmpty();
        await photos.Ask();
        await photos.Judge();

        (await photos.StatusOf(id)).ShouldBe("visible");
        (await story.Owner.PhotosAt(list)).ShouldBe(["clue:visible"]);
        var link = PhotoUploads.PathOf((await story.Owner.Get(list)).Text("items.0.url")!);
        (await lane.Anyone.Get(link)).ShouldBe(200);
        (await story.Desk.Post($"/staff/v1/photos/{id}/hide", new { reason = "拍到了车牌" })).ShouldBe(200);
        (await lane.Anyone.Get(link)).ShouldBeRefused(404, "resource.not_found");
        (await story.Owner.PhotosAt(list)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_photo_that_WeChat_could_not_download_is_checked_again_and_then_left_to_staff()
    {
        var (_, id) = await photos.WithPhoto();
        foreach (var status in new[] { "checking", "checking", "review" })
        {
            await photos.Ask();
            lane.Clock.Advance(TimeSpan.FromSeconds(1));
            await photos.Judge(new FlushRequest(DownloadFailed: true));
            (await photos.StatusOf(id)).ShouldBe(status);
        }

        (await lane.Sql.Count("outbox_messages WHERE kind = 'photo.check' AND subject_id = @id", new { id })).ShouldBe(3);
    }

    [Fact]
    public async Task A_photo_that_WeChat_downloads_at_the_second_try_passes()
    {
        var (_, id) = await photos.WithPhoto();
        await photos.Ask();
        await photos.Judge(new FlushRequest(DownloadFailed: true));
        await photos.Ask();
        await photos.Judge();

        (await photos.StatusOf(id)).ShouldBe("visible");
    }

    [Fact]
    public async Task A_verdict_that_comes_before_its_trace_is_stored_is_not_lost()
    {
        var (_, id) = await photos.WithPhoto();
        await photos.Ask();
        var trace = await lane.Sql.Value<string>("SELECT trace_id FROM photos WHERE id = @id", new { id });
        await lane.Sql.Execute("UPDATE photos SET trace_id = NULL WHERE id = @id", new { id });
        await photos.Judge();
        (await photos.StatusOf(id)).ShouldBe("checking");

        await lane.Sql.Execute("UPDATE photos SET trace_id = @trace WHERE id = @id", new { id, trace });
        lane.Clock.Advance(TimeSpan.FromSeconds(31));
        await photos.Process();

        (await photos.StatusOf(id)).ShouldBe("visible");
    }

    [Fact]
    public async Task A_verdict_on_a_photo_that_is_gone_is_let_go_after_a_while()
    {
        var (_, id) = await photos.WithPhoto();
        await photos.Ask();
        await lane.Sql.Execute("DELETE FROM photos WHERE id = @id", new { id });
        var waiting = await Waiting();
        await photos.Judge();
        (await Waiting()).ShouldBe(waiting + 1);

        lane.Clock.Advance(TimeSpan.FromMinutes(6));
        await photos.Process();

        (await Waiting()).ShouldBe(waiting);
        (await lane.Sql.Count("wechat_push_events WHERE state = 'failed'")).ShouldBe(0);
    }

    [Fact]
    public async Task While_WeChat_is_away_the_photo_waits_and_after_half_an_hour_staff_decide()
    {
        var (story, id) = await photos.WithPhoto();
        lane.StandIn.AddFault(new Fault(WeChatPaths.CheckMedia) { HttpStatus = 500, Count = 100 });
        await photos.Ask();
        await photos.EndChecks();
        (await photos.StatusOf(id)).ShouldBe("checking");
        (await lane.Sql.Value<string>("SELECT state FROM outbox_messages WHERE kind = 'photo.check' AND subject_id = @id", new { id })).ShouldBe("waiting");

        lane.Clock.Advance(CheckLimit);
        await photos.EndChecks();

        lane.StandIn.ClearFaults();
        (await photos.StatusOf(id)).ShouldBe("review");
        await photos.Ask();
        (await lane.Sql.Value<string>("SELECT state FROM outbox_messages WHERE kind = 'photo.check' AND subject_id = @id", new { id })).ShouldBe("obsolete");
        (await story.Staff.Post($"/staff/v1/photos/{id}/show")).ShouldBe(200);
    }

    [Fact]
    public async Task Without_a_verdict_in_time_staff_decide_and_a_late_one_does_not_overrule_them()
    {
        var (story, id) = await photos.WithPhoto();
        await photos.Ask();
        lane.Clock.Advance(CheckLimit - TimeSpan.FromMilliseconds(1));
        await photos.EndChecks();
        (await photos.StatusOf(id)).ShouldBe("checking");
        lane.Clock.Advance(TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(photos.EndChecks(), photos.EndChecks(), photos.EndChecks());
        (await photos.StatusOf(id)).ShouldBe("review");
        (await story.Staff.Post($"/staff/v1/photos/{id}/hide", new { reason = "看得到门牌号" })).ShouldBe(200);

        await photos.Judge();

        (await photos.StatusOf(id)).ShouldBe("hidden");
    }

    [Fact]
    public async Task A_photo_of_someone_whom_WeChat_has_not_seen_lately_is_left_to_staff()
    {
        var (story, id) = await photos.WithPhoto();
        lane.StandIn.SetActivity(story.Author.OpenId, TimeSpan.FromHours(3));

        await photos.Ask();

        (await photos.StatusOf(id)).ShouldBe("review");
    }

    private Task<long> Waiting() => lane.Sql.Count("wechat_push_events WHERE state = 'waiting'");
}
