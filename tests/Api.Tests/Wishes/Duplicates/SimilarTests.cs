namespace LinYuan.Tests.Wishes.Duplicates;

/// <summary>疑似重复: who is shown which wishes.</summary>
public sealed class SimilarTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Title = "给河边步道装几盏路灯";
    private const string Text = "晚饭后很多人去河边步道散步，天黑以后看不清路面";
    private const string AlmostTitle = "河边的步道想装几盏路灯";
    private const string AlmostText = "晚饭后大家去河边步道散步，天黑以后看不清路面，很怕摔跤";
    private const string OtherPhone = "13955556666";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task An_author_is_shown_listed_wishes_that_are_alike_before_and_after_posting()
    {
        var first = await Listed();
        var second = await WishStory.Begin(lane, first.Community);
        var words = WishStory.Words(first.Community, AlmostTitle, AlmostText);

        var previewed = (await second.Author.Post("/api/v1/wishes/preview", words, Client.NoKey)).ShouldBe(200);
        var posted = await second.Post(words);

        foreach (var answer in new[] { previewed, posted })
        {
            Ids(answer, "similar").ShouldBe([first.Id]);
            (answer.Text("similar.0.title"), answer["similar.0.isMine"].GetBoolean(), answer.Text("similar.0.status")).ShouldBe((Title, false, "open"));
            answer.Number("similar.0.likeness").ShouldBeInRange(45, 99);
        }
        (await second.SeenBy(second.Author)).Text("similar").ShouldBeNull();
    }

    [Fact]
    public async Task A_wish_that_is_not_alike_or_lies_elsewhere_is_no_hint()
    {
        var first = await Listed();
        var elsewhere = await lane.NewCommunityIn(first.Community.DistrictId, first.Community.StreetId);

        (await Hints(first.Community, "教奶奶用手机打车", "奶奶一个人住，想学会自己叫车去医院")).ShouldBeEmpty();
        (await Hints(elsewhere, AlmostTitle, AlmostText)).ShouldBeEmpty();
        (await Hints(first.Community, "，。！", "！！？？……——")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unlisted_wish_of_somebody_else_is_never_shown_and_ones_own_is()
    {
        var waiting = await WishStory.Begin(lane);
        await waiting.Post(WishStory.Words(waiting.Community, Title, Text));
        (await Hints(waiting.Community, Title, Text)).ShouldBeEmpty();
        (await Hints(waiting.Community, Title, Text, waiting.Author)).ShouldBe([waiting.Id]);

        await waiting.ByStaff(waiting.Staff, "ask-changes", new { reason = "请写清楚" });
        (await Hints(waiting.Community, Title, Text)).ShouldBeEmpty();
        (await Hints(waiting.Community, Title, Text, waiting.Author)).ShouldBe([waiting.Id]);
    }

    [Fact]
    public async Task Others_are_compared_with_what_everyone_reads_and_not_with_what_staff_took_out()
    {
        var first = await WishStory.Begin(lane);
        await first.Post(WishStory.Words(first.Community, Title, Text));
        await first.Approve(new { publicTitle = "一件公共设施心愿", publicStory = "社区里有一处需要照明，欢迎认领" });

        (await Hints(first.Community, Title, Text)).ShouldBeEmpty();
        (await Hints(first.Community, Title, Text, first.Author)).ShouldBe([first.Id]);
    }

    [Fact]
    public async Task A_reviewer_is_shown_unlisted_ones_too_and_whether_the_contact_is_the_same()
    {
        var first = await WishStory.Begin(lane);
        await first.Post(WishStory.Words(first.Community, Title, Text, phone: OtherPhone));
        var (same, unlike, far) = (await WishStory.Begin(lane, first.Community), await WishStory.Begin(lane, first.Community), await WishStory.Begin(lane, first.Community));
        await same.Post(WishStory.Words(first.Community, "教奶奶用手机打车", "奶奶一个人住，想学会自己叫车去医院"));
        await unlike.Post(WishStory.Words(first.Community, "办一场象棋比赛", "院子里爱下棋的人多，想要一张结实的桌子", phone: "13911113333"));
        await far.Post(WishStory.Words(first.Community, AlmostTitle, AlmostText));

        var answer = (await far.Staff.Get($"/staff/v1/wishes/{far.Id}/similar")).ShouldBe(200);

        answer.Items.Select(item => (item.GetProperty("id").GetString(), item.GetProperty("sameContact").GetBoolean(), item.GetProperty("isListed").GetBoolean()))
            .ShouldBe([(first.Id, false, false), (same.Id, true, false)]);
        answer.Text("items.0.story").ShouldBe(Text);
        answer.Body.ShouldNotContain(OtherPhone);
        answer.Body.ShouldNotContain("13900000000");
    }

    [Fact]
    public async Task Hints_for_review_are_for_reviewers_of_the_area_alone()
    {
        var story = await WishStory.In(lane, "pendingReview");
        var path = $"/staff/v1/wishes/{story.Id}/similar";

        (await (await lane.NewStaff((await lane.NewCommunity()).Id)).Get(path)).ShouldBeRefused(404, "resource.not_found");
        (await story.Author.Get(path)).ShouldBeRefused(403, "access.denied");
        await story.Author.BecomesStaffOf(story.Community.Id);
        (await story.Author.Get(path)).ShouldBeRefused(403, "wish.own_case");
    }

    [Fact]
    public async Task A_wish_that_is_handed_in_again_is_found_by_its_new_words_and_place()
    {
        var story = await Listed();
        var again = await WishStory.Begin(lane, story.Community);
        await again.Post(WishStory.Words(story.Community, Title, Text));
        await again.ByStaff(again.Staff, "ask-changes", new { reason = "请写清楚" });
        var elsewhere = await lane.NewCommunityIn(story.Community.DistrictId);
        var answer = (await again.By(again.Author, "submit", WishStory.Words(elsewhere, "教奶奶用手机打车", "奶奶一个人住，想学会自己叫车去医院"))).ShouldBe(200);
        Ids(answer, "similar").ShouldBeEmpty();

        (await Hints(story.Community, Title, Text, again.Author)).ShouldBe([story.Id]);
        (await Hints(elsewhere, Title, Text, again.Author)).ShouldBeEmpty();
        (await Hints(elsewhere, "教奶奶用手机打车", "奶奶想学会自己叫车去医院", again.Author)).ShouldBe([again.Id]);
        var similar = (await (await elsewhere.Staff()).Get($"/staff/v1/wishes/{again.Id}/similar")).ShouldBe(200);
        similar.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_resubmission_is_no_duplicate_of_itself()
    {
        var story = await WishStory.In(lane, "draft");

        Ids((await story.By(story.Author, "submit", WishStory.Words(story.Community))).ShouldBe(200), "similar").ShouldBeEmpty();
    }

    [Fact]
    public async Task What_has_ended_is_compared_for_half_a_year_and_then_forgotten()
    {
        var story = await WishStory.Begin(lane);
        await story.Post(WishStory.Words(story.Community, Title, Text));
        await story.Approve();
        (await story.ByStaff(story.Staff, "cannot", new { reason = "需要产权单位处理" })).ShouldBe(200);

        await story.LetPass(TimeSpan.FromDays(180) - WishStory.Instant);
        (await Hints(story.Community, AlmostTitle, AlmostText)).ShouldBe([story.Id]);
        await story.LetPass(TimeSpan.FromMinutes(20));
        (await Hints(story.Community, AlmostTitle, AlmostText)).ShouldBeEmpty();
        (await Rows(story.Id)).ShouldBe(0);
    }

    [Theory]
    [InlineData("reject")]
    [InlineData("withdraw")]
    [InlineData("erase")]
    public async Task What_nobody_needs_any_more_leaves_the_index_at_once(string end)
    {
        var story = await WishStory.In(lane, "pendingReview");
        (await Rows(story.Id)).ShouldBeGreaterThan(1);

        var answer = end switch
        {
            "reject" => await story.ByStaff(story.Staff, "reject", new { reason = "不属于微心愿" }),
            "withdraw" => await story.By(story.Author, "withdraw"),
            _ => await story.Author.Delete("/api/v1/me"),
        };

        answer.Status.ShouldBeInRange(200, 204);
        (await Rows(story.Id)).ShouldBe(0);
    }

    private async Task<WishStory> Listed()
    {
        var story = await WishStory.Begin(lane);
        await story.Post(WishStory.Words(story.Community, Title, Text));
        await story.Approve();
        return story;
    }

    private async Task<IReadOnlyList<string?>> Hints(Community community, string title, string text, Person? who = null) => Ids(
        (await (who ?? await lane.NewPerson()).Post("/api/v1/wishes/preview", WishStory.Words(community, title, text), Client.NoKey)).ShouldBe(200),
        "similar");

    private async Task<long> Rows(string id) =>
        await lane.Sql.Count("wish_likeness WHERE wish_id = @id", new { id }) + await lane.Sql.Count("wish_likeness_slots WHERE wish_id = @id", new { id });

    private static IReadOnlyList<string?> Ids(Answer answer, string path) =>
        [.. answer[path].EnumerateArray().Select(wish => wish.GetProperty("id").GetString())];
}
