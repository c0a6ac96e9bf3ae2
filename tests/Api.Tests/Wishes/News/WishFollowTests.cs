using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;
using WeChat.StandIn;

namespace LinYuan.Tests.Wishes.News;

/// <summary>Who hears of a wish that is not theirs, and who hears no more of one.</summary>
public sealed class WishFollowTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public void Each_line_of_the_table_has_words_a_template_and_a_move()
    {
        var templates = lane.Part<IOptions<WeChatOptions>>().Value.Templates;

        foreach (var line in WishNews.Table)
        {
            WishNews.Kinds.Keys.ShouldContain(line.Kind);
            WishLifecycle.Table.Moves.ShouldContain(move => move.Action == line.Action && (line.To == null || move.To == line.To), line.ToString());
        }
        foreach (var (kind, news) in WishNews.Kinds)
        {
            templates.ShouldContainKey(news.Template, kind);
            news.Words.Length.ShouldBeLessThanOrEqualTo(20, kind);
        }
        WishNews.Table.Distinct().Count().ShouldBe(WishNews.Table.Count);
    }

    [Fact]
    public async Task A_follower_hears_once_that_the_wish_was_fulfilled_though_the_score_comes_later()
    {
        var (story, follower) = (await WishStory.In(lane, "inProgress"), await lane.NewPerson());
        (await story.By(follower, "follow")).ShouldBe(200)["follows"].GetBoolean().ShouldBeTrue();
        (await story.By(story.Claimer, "follow")).ShouldBe(200);
        (await follower.Get("/api/v1/me/followed-wishes")).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString()).ShouldBe([story.Id]);

        await story.Deliver(await story.HandoverCode());
        await lane.DeliverOutbox();
        (await story.By(story.Author, "confirm", new { score = 5, comment = "谢谢" })).ShouldBe(200);
        await lane.DeliverOutbox();

        SentTo(follower).ShouldBe(["您关注的心愿已办成"]);
        // The helper hears as the helper, not once more as a follower.
        SentTo(story.Claimer).ShouldBe(["居民已确认，谢谢您"]);
    }

    [Fact]
    public async Task Each_of_many_followers_hears_once_even_if_the_news_is_spread_twice()
    {
        var story = await WishStory.In(lane, "open");
        var most = await lane.Sql.Value<long>("SELECT COALESCE(MAX(id), 0) FROM users") + 1_000_000;
        await lane.Sql.Execute(
            "INSERT INTO wish_followers (wish_id, user_id, followed_at) SELECT @Id, @most + seq, NOW(6) FROM seq_1_to_450", new { story.Id, most });
        (await story.ByStaff(story.Staff, "cannot", new { reason = "需要产权单位处理" })).ShouldBe(200);

        await lane.DeliverOutbox();
        await lane.Sql.Execute("UPDATE outbox_messages SET state = 'waiting' WHERE subject_id = @Id AND kind = 'wish.unmet.followers'", new { story.Id });
        await lane.DeliverOutbox();

        (await lane.Sql.Count("outbox_messages WHERE subject_id = @Id AND kind = 'wish.unmet' AND recipient_id > @most", new { story.Id, most })).ShouldBe(450);
    }

    [Fact]
    public async Task Who_stopped_following_or_muted_the_wish_hears_nothing()
    {
        var (story, gone, quiet) = (await WishStory.In(lane, "open"), await lane.NewPerson(), await lane.NewPerson());
        await story.By(gone, "follow");
        await story.By(quiet, "follow");
        (await story.By(quiet, "mute")).ShouldBe(200)["muted"].GetBoolean().ShouldBeTrue();
        (await story.By(story.Author, "mute")).ShouldBe(200);
        (await gone.Delete($"/api/v1/wishes/{story.Id}/follow")).ShouldBe(204);
        (await gone.Delete($"/api/v1/wishes/{story.Id}/follow")).ShouldBe(204);

        (await story.ByStaff(story.Staff, "cannot", new { reason = "需要产权单位处理" })).ShouldBe(200);
        await lane.DeliverOutbox();

        SentTo(gone).ShouldBeEmpty();
        SentTo(quiet).ShouldBeEmpty();
        SentTo(story.Author).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_unmutes_a_wish_hears_of_it_again()
    {
        var story = await WishStory.In(lane, "open");
        await lane.DeliverOutbox();
        await story.By(story.Author, "mute");
        (await story.Author.Delete($"/api/v1/wishes/{story.Id}/mute")).ShouldBe(204);

        await story.Claim();
        await lane.DeliverOutbox();

        SentTo(story.Author).ShouldBe(["已通过审核", "已有人认领"]);
    }

    [Fact]
    public async Task Following_again_is_one_following_and_ten_at_once_too()
    {
        var (story, follower) = (await WishStory.In(lane, "open"), await lane.NewPerson());

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => story.By(follower, "follow")));

        answers.ShouldAllBe(answer => answer.Status == 200);
        (await lane.Sql.Count("wish_followers WHERE wish_id = @Id", new { story.Id })).ShouldBe(1);
    }

    [Fact]
    public async Task One_cannot_follow_ones_own_wish_nor_one_that_one_may_not_see()
    {
        var (open, pending) = (await WishStory.In(lane, "open"), await WishStory.In(lane, "pendingReview"));
        var stranger = await lane.NewPerson();

        (await open.By(open.Author, "follow")).ShouldBeRefused(403, "wish.own_claim");
        foreach (var action in new[] { "follow", "mute" })
        {
            (await pending.By(stranger, action)).ShouldBeRefused(404, "resource.not_found");
            (await stranger.Delete($"/api/v1/wishes/{pending.Id}/{action}")).ShouldBeRefused(404, "resource.not_found");
        }
    }

    [Fact]
    public async Task A_followed_wish_that_was_withdrawn_is_not_shown_any_more_and_a_deleted_account_follows_nothing()
    {
        var (story, follower) = (await WishStory.In(lane, "open"), await lane.NewPerson());
        await story.By(follower, "follow");
        await story.By(follower, "mute");
        (await story.By(story.Author, "withdraw")).ShouldBe(200);

        (await follower.Get("/api/v1/me/followed-wishes")).ShouldBe(200).Items.ShouldBeEmpty();
        (await follower.Delete("/api/v1/me")).ShouldBe(204);

        (await lane.Sql.Count("wish_followers WHERE user_id = @Id", new { follower.Id })).ShouldBe(0);
        (await lane.Sql.Count("wish_mutes WHERE user_id = @Id", new { follower.Id })).ShouldBe(0);
    }

    private IReadOnlyList<string?> SentTo(Person who) =>
    [
        .. lane.StandIn.CallsTo(WeChatPaths.SendSubscribeMessage)
            .Where(call => call.Body!.Value.GetProperty("touser").GetString() == who.OpenId)
            .Select(call => call.Body!.Value.GetProperty("data").GetProperty("thing2").GetProperty("value").GetString()),
    ];
}
