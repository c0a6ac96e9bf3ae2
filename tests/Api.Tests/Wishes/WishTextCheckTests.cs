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

    [Theory]
    [InlineData(-1, null)]
    [InlineData(null, 500)]
    [InlineData(null, 403)]
    [InlineData(45009, null)]
    [InlineData(48001, null)]
    [InlineData(61010, null)]
    public async Task A_note_that_nobody_can_check_lets_the_delivery_through_and_is_hidden_until_it_passes(int? errcode, int? httpStatus)
    {
        var story = await WishStory.In(lane, "inProgress");
        Break(new Fault(WeChatPaths.CheckText) { Errcode = errcode, HttpStatus = httpStatus });

        (await story.By(story.Claimer, "deliver", new { handoverCode = await story.HandoverCode(), note = "灯已换好" })).ShouldBe(200).Text("status").ShouldBe("fulfilled");

        (await story.SeenBy(story.Author)).Text("deliveryNote").ShouldBeNull();
        (await story.SeenBy(story.Claimer)).Text("deliveryNote").ShouldBe("灯已换好");
        var staffs = await story.SeenBy(story.Staff);
        (staffs.Text("deliveryNote"), staffs.Text("deliveryNoteCheck")).ShouldBe(("灯已换好", "unchecked"));
        Mend();
        await lane.DeliverOutbox();
        (await story.SeenBy(story.Author)).Text("deliveryNote").ShouldBe("灯已换好");
        (await story.SeenBy(story.Author)).Text("deliveryNoteCheck").ShouldBeNull();
    }

    [Fact]
    public async Task A_comment_that_nobody_can_check_lets_the_confirmation_through_and_is_hidden_until_it_passes()
    {
        var story = await WishStory.In(lane, "delivered");
        var (key, body) = (Client.NewKey(), new { score = 5, comment = "谢谢帮忙" });
        Break(new Fault(WeChatPaths.CheckText) { HttpStatus = 500 });

        (await story.By(story.Author, "confirm", body, key)).ShouldBe(200).Text("comment").ShouldBe("谢谢帮忙");

        (await story.Status()).ShouldBe("fulfilled");
        var helper = await story.SeenBy(story.Claimer);
        (helper.Number("score"), helper.Text("comment")).ShouldBe((5, null));
        (await story.SeenBy(story.Staff)).Text("commentCheck").ShouldBe("unchecked");
        Mend();
        await lane.DeliverOutbox();
        (await story.SeenBy(story.Claimer)).Text("comment").ShouldBe("谢谢帮忙");
        Break(new Fault(WeChatPaths.CheckText) { HttpStatus = 500 });
        (await story.By(story.Author, "confirm", body, key)).ShouldBe(200).IsReplay.ShouldBeTrue();
    }

    [Theory]
    [InlineData("请复核的话", false)]
    [InlineData("平常的话", true)]
    public async Task Words_that_WeChat_does_not_clearly_pass_are_for_staff_alone_also_after_a_later_check(string words, bool isAway)
    {
        var story = await WishStory.In(lane, "inProgress");
        lane.StandIn.SetActivity(story.Claimer.OpenId, isAway ? TimeSpan.FromHours(3) : TimeSpan.Zero);

        (await story.By(story.Claimer, "deliver", new { note = words })).ShouldBe(200);
        await lane.DeliverOutbox();

        (await story.SeenBy(story.Author)).Text("deliveryNote").ShouldBeNull();
        var staffs = await story.SeenBy(story.Staff);
        (staffs.Text("deliveryNote"), staffs.Text("deliveryNoteCheck")).ShouldBe((words, "review"));
    }

    [Fact]
    public async Task What_the_older_check_calls_risky_is_risky()
    {
        var story = await WishStory.In(lane, "inProgress");
        Break(new Fault(WeChatPaths.CheckText) { Errcode = 87014 });

        (await story.By(story.Claimer, "deliver", new { note = "平常的话" })).ShouldBeRefused(422, "content.risky");
        (await story.Author.Patch("/api/v1/me", new { nickname = "平常的名字" })).ShouldBeRefused(422, "content.risky");
        (await story.Status()).ShouldBe("inProgress");
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
