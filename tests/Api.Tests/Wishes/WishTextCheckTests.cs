using WeChat.StandIn;

namespace LinYuan.Tests.Wishes;

/// <summary>What WeChat says of a text, and what happens when it cannot be asked.</summary>
public sealed class WishTextCheckTests : IClassFixture<LaneFixture>
{
    private const int TriesOfOneCheck = 3;
    private readonly Lane lane;

    /// <summary>Tests run in any order: what the one before left of its faults must not meet the next.</summary>
    public WishTextCheckTests(LaneFixture fixture)
    {
        lane = fixture.Lane;
        Mend();
    }

    [Theory]
    [InlineData("违规的题目", "一段平常的故事")]
    [InlineData("平常的题目", "一段违规的故事")]
    public async Task Risky_words_are_refused_and_no_wish_is_stored(string title, string text)
    {
        var story = await WishStory.Begin(lane);
        var key = Client.NewKey();

        var refused = await story.Author.Post("/api/v1/wishes", WishStory.Words(story.Community, title, text), key);

        refused.ShouldBeRefused(422, "content.risky");
        (await lane.Sql.Count("wishes WHERE author_id = @Id", new { story.Author.Id })).ShouldBe(0);
        (await story.Author.Post("/api/v1/wishes", WishStory.Words(story.Community), key)).ShouldBe(201);
    }

    [Theory]
    [InlineData("修一修门口的灯", "passed")]
    [InlineData("请复核的题目", "review")]
    public async Task The_reviewer_sees_what_WeChat_said_and_the_author_does_not(string title, string verdict)
    {
        var story = await WishStory.Begin(lane);

        (await story.Post(WishStory.Words(story.Community, title))).Text("textCheck").ShouldBeNull();

        (await story.SeenBy(story.Staff)).Text("textCheck").ShouldBe(verdict);
        (await story.Staff.Get("/staff/v1/wishes")).ShouldBe(200).Text("items.0.textCheck").ShouldBe(verdict);
        (await story.SeenBy(story.Author)).Text("textCheck").ShouldBeNull();
        await story.Approve();
        (await story.SeenBy(story.Claimer)).Text("textCheck").ShouldBeNull();
    }

    [Theory]
    [InlineData(-1, null, false)]
    [InlineData(null, 502, false)]
    [InlineData(null, null, true)]
    public async Task A_wish_is_kept_and_marked_when_WeChat_is_away(int? errcode, int? httpStatus, bool drops)
    {
        var story = await WishStory.Begin(lane);
        Break(new Fault(WeChatPaths.CheckText) { Errcode = errcode, HttpStatus = httpStatus, DropAfterEffect = drops });

        await story.Post();

        (await story.SeenBy(story.Staff)).Text("textCheck").ShouldBe("unchecked");
        (await story.Approve()).Text("status").ShouldBe("open");
    }

    [Fact]
    public async Task A_wish_is_kept_and_marked_when_the_author_has_not_opened_WeChat_lately()
    {
        var story = await WishStory.Begin(lane);
        lane.StandIn.SetActivity(story.Author.OpenId, TimeSpan.FromHours(3));

        await story.Post(WishStory.Words(story.Community, "违规的题目"));

        (await story.SeenBy(story.Staff)).Text("textCheck").ShouldBe("unchecked");
    }

    [Fact]
    public async Task A_wish_that_is_handed_in_again_is_checked_again()
    {
        var story = await WishStory.In(lane, "draft");

        (await story.By(story.Author, "submit", WishStory.Words(story.Community, "违规的题目"))).ShouldBeRefused(422, "content.risky");
        (await story.Status()).ShouldBe("draft");
        (await story.By(story.Author, "submit", WishStory.Words(story.Community, "请复核的题目"))).ShouldBe(200);

        (await story.SeenBy(story.Staff)).Text("textCheck").ShouldBe("review");
    }

    [Fact]
    public async Task The_words_of_staff_are_checked_too_but_do_not_wait_for_WeChat()
    {
        var story = await WishStory.In(lane, "pendingReview");

        (await story.ByStaff(story.Staff, "approve", new { publicTitle = "违规的题目" })).ShouldBeRefused(422, "content.risky");
        (await story.Status()).ShouldBe("pendingReview");
        Break(new Fault(WeChatPaths.CheckText) { Errcode = -1 });

        (await story.Approve(new { publicTitle = "换一盏灯" })).Text("title").ShouldBe("换一盏灯");
    }

    [Fact]
    public async Task A_note_that_nobody_can_check_is_refused_for_now_and_nothing_has_moved()
    {
        var story = await WishStory.In(lane, "inProgress");
        var (key, code) = (Client.NewKey(), await story.HandoverCode());
        var body = new { handoverCode = code, note = "灯已换好" };
        Break(new Fault(WeChatPaths.CheckText) { Errcode = -1 });

        (await story.By(story.Claimer, "deliver", body, key)).ShouldBeRefused(503, "wechat.unavailable");

        (await story.Status()).ShouldBe("inProgress");
        (await story.Tries()).ShouldBe(0);
        (await story.EventsOf("deliverWithCode")).ShouldBe(0);
        Mend();
        (await story.By(story.Claimer, "deliver", body, key)).ShouldBe(200).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task A_comment_that_nobody_can_check_is_refused_for_now_and_nothing_has_moved()
    {
        var story = await WishStory.In(lane, "delivered");
        var (key, body) = (Client.NewKey(), new { score = 5, comment = "谢谢帮忙" });
        Break(new Fault(WeChatPaths.CheckText) { HttpStatus = 500 });

        (await story.By(story.Author, "confirm", body, key)).ShouldBeRefused(503, "wechat.unavailable");

        (await story.Status()).ShouldBe("delivered");
        (await story.Claimer.Points()).ShouldBe(0);
        (await story.EventsOf("confirm")).ShouldBe(0);
        Mend();
        (await story.By(story.Author, "confirm", body, key)).ShouldBe(200);
        Break(new Fault(WeChatPaths.CheckText) { HttpStatus = 500 });
        (await story.By(story.Author, "confirm", body, key)).ShouldBe(200).IsReplay.ShouldBeTrue();
    }

    [Fact]
    public async Task A_delivery_and_a_confirmation_without_words_do_not_need_WeChat()
    {
        var story = await WishStory.In(lane, "inProgress");
        Break(new Fault(WeChatPaths.CheckText) { Errcode = -1 });

        (await story.Deliver()).Text("status").ShouldBe("delivered");
        (await story.Confirm()).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task Risky_notes_and_comments_are_refused()
    {
        var story = await WishStory.In(lane, "inProgress");
        var code = await story.HandoverCode();

        (await story.By(story.Claimer, "deliver", new { handoverCode = code, note = "违规的话" })).ShouldBeRefused(422, "content.risky");
        (await story.Status()).ShouldBe("inProgress");
        await story.Deliver();
        (await story.By(story.Author, "confirm", new { score = 5, comment = "违规的话" })).ShouldBeRefused(422, "content.risky");

        (await story.Status()).ShouldBe("delivered");
    }

    /// <summary>For one check with all its tries.</summary>
    private void Break(Fault fault)
    {
        // Past what the last test did to the breaker.
        lane.Clock.Advance(TimeSpan.FromSeconds(30));
        lane.StandIn.AddFault(fault with { Count = TriesOfOneCheck });
    }

    private void Mend()
    {
        lane.StandIn.ClearFaults();
        lane.Clock.Advance(TimeSpan.FromSeconds(30));
    }
}
