using System.Text.Json;
using LinYuan.Api.Shared.Versions;
using LinYuan.Tests.Wishes.Afterwards;
using LinYuan.Tests.Wishes.Crowd;

namespace LinYuan.Tests.Wishes.Review;

/// <summary>Nothing becomes public that whoever let it through has not read.</summary>
public sealed class UnseenChangeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task An_approval_of_words_that_the_author_has_swapped_is_refused_and_says_what_has_changed()
    {
        var story = await WishStory.In(lane, "pendingReview");
        var read = await story.SeenBy(story.Staff);
        await Swap(story, WishStory.Words(
            story.Community, title: "换一盏新的灯", story: "这一段谁也没有读过", category: "microFacility", name: "另一位", phone: "13911112222", address: "九号楼"));

        var refused = await story.ByStaff(story.Staff, "approve", new { version = read.Number("version") });

        refused.ShouldBeRefused(409, "case.changed");
        refused.Text("title").ShouldBe("标题、心愿内容、类别、联系人、联系电话、地址刚刚改过，请看过最新内容再决定");
        ChangesOf(refused).ShouldBe(
        [
            "title: 修一修门口的灯 > 换一盏新的灯",
            "story: 楼道口的灯坏了三天，晚上进出看不清台阶 > 这一段谁也没有读过",
            "category: 微服务 > 微设施",
            "contact.name: 测* > 另*",
            "contact.phone: 139****0000 > 139****2222",
            "contact.address:  > ",
        ]);
        (await story.Status()).ShouldBe("pendingReview");
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(404);
        (await story.ByStaff(story.Staff, "approve", new { version = (await story.SeenBy(story.Staff)).Number("version") })).ShouldBe(200);
    }

    [Fact]
    public async Task A_part_that_is_masked_is_named_even_when_the_mask_stays_the_same()
    {
        var story = await WishStory.In(lane, "pendingReview");
        await Swap(story, WishStory.Words(story.Community, name: "测某", phone: "13955550000"));

        var refused = await story.ByStaff(story.Staff, "approve", new { version = 1 });

        ChangesOf(refused).ShouldBe(["contact.name: 测* > 测*", "contact.phone: 139****0000 > 139****0000"]);
        foreach (var personal in new[] { "测试居民", "测某", "13955550000", "13900000000" })
            refused.Body.ShouldNotContain(personal);
    }

    [Fact]
    public async Task Items_that_were_swapped_are_named()
    {
        var story = await CrowdStory.Begin(lane);
        await story.Post(("大米", "袋", 5));
        (await story.ByStaff(story.Staff, "ask-changes", new { reason = "请写清楚数量" })).ShouldBe(200);
        (await story.Author.Post($"/api/v1/wishes/{story.Id}/submit", CrowdStory.Words(story.Community, ("大米", "袋", 50)))).ShouldBe(200);

        var refused = (await story.ByStaff(story.Staff, "approve", new { version = 1 })).ShouldBeRefused(409, "case.changed");

        ChangesOf(refused).ShouldBe(["items: 大米 5 袋 > 大米 50 袋"]);
    }

    [Fact]
    public async Task An_approval_without_a_version_is_one_of_the_words_that_were_posted_first()
    {
        var (never, swapped) = (await WishStory.In(lane, "pendingReview"), await WishStory.In(lane, "pendingReview"));
        await Swap(swapped, WishStory.Words(swapped.Community, story: "这一段谁也没有读过"));

        (await never.ByStaff(never.Staff, "approve")).ShouldBe(200);

        ChangesOf((await swapped.ByStaff(swapped.Staff, "approve")).ShouldBeRefused(409, "case.changed"))
            .ShouldBe(["story: 楼道口的灯坏了三天，晚上进出看不清台阶 > 这一段谁也没有读过"]);
    }

    [Theory]
    [InlineData("pendingReview", "ask-changes")]
    [InlineData("pendingReview", "reject")]
    [InlineData("open", "cannot")]
    [InlineData("disputed", "resolve-dispute")]
    [InlineData("claimed", "extend-claim")]
    [InlineData("claimed", "release-claim")]
    [InlineData("claimed", "handover-code/renew")]
    [InlineData("open", "edit-public-text")]
    [InlineData("open", "merge")]
    [InlineData("fulfilled", "publish-story")]
    public async Task Every_decision_takes_the_version_and_refuses_one_that_is_not_the_present_one(string status, string action)
    {
        var story = await WishStory.In(lane, status);
        var into = await WishStory.In(lane, "open", story.Community);
        if (action == "publish-story")
        {
            foreach (var who in new[] { story.Author, story.Claimer })
                (await story.By(who, "story-consent", new { agrees = true })).ShouldBe(200);
        }
        var version = (await story.SeenBy(story.Staff)).Number("version");

        foreach (var other in new[] { version - 1, version + 1 }.Where(number => number > 0))
            (await story.ByStaff(story.Staff, action, Body(action, other, into.Id))).ShouldBeRefused(409, "case.changed");
        (await story.Status()).ShouldBe(status);
        (await story.ByStaff(story.Staff, action, Body(action, 0, into.Id))).ShouldBeRefused(400, "request.invalid");
        (await story.ByStaff(story.Staff, action, Body(action, version, into.Id))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_move_that_changes_no_words_leaves_the_version_and_a_change_by_staff_raises_it()
    {
        var story = await WishStory.In(lane, "pendingReview");
        var before = (await story.SeenBy(story.Staff)).Number("version");
        await story.Approve(new { version = before });
        await story.Claim();
        await story.Release();
        (await story.SeenBy(story.Staff)).Number("version").ShouldBe(before);
        var edit = new { publicTitle = "换门口的灯", publicStory = "门口的灯坏了，晚上看不清。", reason = "写得更清楚", expectedVersion = 1 };

        (await story.ByStaff(story.Staff, "edit-public-text", edit)).ShouldBe(200).Number("version").ShouldBe(before + 1);

        var refused = (await story.ByStaff(story.Staff, "cannot", new { reason = "需要产权单位处理", version = before })).ShouldBeRefused(409, "case.changed");
        ChangesOf(refused).ShouldBe(["publicTitle: 修一修门口的灯 > 换门口的灯", "publicStory: 楼道口的灯坏了三天，晚上进出看不清台阶 > 门口的灯坏了，晚上看不清。"]);
    }

    [Fact]
    public async Task The_author_and_the_staff_read_the_version_in_views_and_lists_and_others_do_not()
    {
        var story = await WishStory.In(lane, "open");

        (await story.SeenBy(story.Author)).Number("version").ShouldBe(1);
        (await story.Author.Get("/api/v1/me/wishes")).ShouldBe(200).Number("items.0.version").ShouldBe(1);
        (await story.Staff.Get("/staff/v1/wishes?status=open")).ShouldBe(200).Number("items.0.version").ShouldBe(1);
        (await story.SeenBy(story.Claimer))["version"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task An_approval_and_a_change_of_the_words_at_the_same_instant_publish_nothing_unread()
    {
        for (var round = 0; round < 10; round++)
        {
            var story = await WishStory.In(lane, "draft");

            var answers = await Task.WhenAll(
                story.By(story.Author, "submit", WishStory.Words(story.Community, story: "这一段谁也没有读过")),
                story.ByStaff(story.Staff, "approve", new { version = 1 }),
                story.ByStaff(await lane.NewStaff(story.Community.StreetId), "approve"));

            answers[0].ShouldBe(200);
            foreach (var approval in answers[1..])
                approval.Code.ShouldBeOneOf("wish.wrong_state", "case.changed");
            (await story.Row<string>("public_story")).ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_change_and_a_decision_of_two_staff_at_the_same_instant_come_one_after_the_other()
    {
        for (var round = 0; round < 10; round++)
        {
            var story = await WishStory.In(lane, "open");
            var other = await lane.NewStaff(story.Community.StreetId);
            var edit = new { publicTitle = "换门口的灯", publicStory = "门口的灯坏了，晚上看不清。", reason = "写得更清楚", expectedVersion = 1, version = 1 };

            var answers = await Task.WhenAll(
                story.ByStaff(story.Staff, "edit-public-text", edit),
                story.ByStaff(other, "cannot", new { reason = "需要产权单位处理", version = 1 }));

            // A wish that cannot be fulfilled stays in sight, so its words may still be changed after that decision; not the other way round.
            answers[0].ShouldBe(200);
            answers[1].Status.ShouldBeOneOf(200, 409);
            if (answers[1].Status == 409)
                answers[1].ShouldBeRefused(409, "case.changed");
        }
    }

    [Fact]
    public async Task What_was_said_before_is_kept_encrypted_until_the_decision_shown_to_its_author_and_erased_with_the_account()
    {
        var (decided, deleted) = (await WishStory.Begin(lane), await WishStory.Begin(lane));
        foreach (var story in new[] { decided, deleted })
            await story.Post(WishStory.Words(story.Community, story: "只在第一稿里的话"));
        foreach (var story in new[] { decided, deleted })
            await Swap(story, WishStory.Words(story.Community, story: "改过以后的话"));
        (await Kept(decided)).ShouldBe(1);
        (await decided.Author.Get("/api/v1/me/data")).ShouldBe(200).Text("earlierVersions.0.fields.1.shown").ShouldBe("只在第一稿里的话");
        (await Traces.Of(lane, "只在第一稿里的话")).ShouldBeEmpty();

        await decided.Approve(new { version = 2 });
        (await deleted.Author.Delete("/api/v1/me")).ShouldBe(204);

        (await Kept(decided)).ShouldBe(0);
        (await Kept(deleted)).ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_last_five_versions_are_kept_and_none_longer_than_a_month()
    {
        var story = await WishStory.In(lane, "pendingReview");
        for (var change = 0; change < 7; change++)
            await Swap(story, WishStory.Words(story.Community, story: $"第 {change} 次改过的话"));
        (await Kept(story)).ShouldBe(5);
        var refused = (await story.ByStaff(story.Staff, "approve", new { version = 1 })).ShouldBeRefused(409, "case.changed");
        (refused.Text("title"), ChangesOf(refused).Count).ShouldBe(("内容刚刚有改动，请看过最新内容再决定", 0));

        lane.Clock.Advance(TimeSpan.FromDays(30));
        await lane.Run<SweepCaseVersions>();
        (await Kept(story)).ShouldBe(5);
        lane.Clock.Advance(WishStory.Instant);
        await lane.Run<SweepCaseVersions>();

        (await Kept(story)).ShouldBe(0);
    }

    private static async Task Swap(WishStory story, object words)
    {
        (await story.ByStaff(story.Staff, "ask-changes", new { reason = "请写清楚哪一盏灯" })).ShouldBe(200);
        (await story.By(story.Author, "submit", words)).ShouldBe(200);
    }

    private static object Body(string action, int version, string intoId) => action switch
    {
        "resolve-dispute" => new { outcome = "inProgress", version },
        "edit-public-text" => new { publicTitle = "换门口的灯", publicStory = "门口的灯坏了，晚上看不清。", reason = "写得更清楚", expectedVersion = 1, version },
        "merge" => new { intoId, version },
        "publish-story" => new { title = "一盏灯", text = "一盏坏了三天的灯，当晚就亮了。", version },
        _ => new { reason = "核对以后的决定", version },
    };

    private static IReadOnlyList<string> ChangesOf(Answer refused) =>
    [
        .. refused["changes"].EnumerateArray().Select(change =>
            $"{change.GetProperty("field").GetString()}: {change.GetProperty("was").GetString()} > {change.GetProperty("is").GetString()}"),
    ];

    private Task<long> Kept(WishStory story) => lane.Sql.Count("case_versions WHERE kind = 'wish' AND case_id = @Id", new { story.Id });
}
