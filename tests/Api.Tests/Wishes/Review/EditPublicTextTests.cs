namespace LinYuan.Tests.Wishes.Review;

public sealed class EditPublicTextTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Staff_change_what_everyone_reads_and_the_authors_own_words_stay()
    {
        var story = await WishStory.In(lane, "open");
        (await story.SeenBy(story.Staff)).Number("review.publicVersion").ShouldBe(1);

        var edited = (await Edit(story, story.Staff, 1)).ShouldBe(200);

        (edited.Number("review.publicVersion"), edited.Text("original.title")).ShouldBe((2, "修一修门口的灯"));
        var open = (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(200);
        (open.Text("title"), open.Text("story"), open.Text("status")).ShouldBe(("换一盏楼道灯", "楼道的灯坏了，老人晚上看不清台阶", "open"));
        (await story.Events()).ShouldContain("editPublicText:open->open:staff");
        (await story.Author.Get($"/api/v1/wishes/{story.Id}/timeline")).ShouldBe(200).Body.ShouldContain("去掉了门牌号");
        (await lane.Anyone.Get($"/open/v1/wishes?areaId={story.Community.IdText}")).ShouldBe(200).Text("items.0.title").ShouldBe("换一盏楼道灯");
    }

    [Fact]
    public async Task Of_two_editors_at_once_one_is_told_that_the_text_has_changed()
    {
        var story = await WishStory.In(lane, "claimed");
        var other = await lane.NewStaff(story.Community.StreetId);

        var answers = await Task.WhenAll(Edit(story, story.Staff, 1, "第一种说法"), Edit(story, other, 1, "第二种说法"));

        answers.Single(answer => answer.Status != 200).ShouldBeRefused(409, "wish.text_changed");
        (await story.Row<string>("public_title")).ShouldBe(answers.Single(answer => answer.Status == 200).Text("title"));
        (await story.EventsOf("editPublicText")).ShouldBe(1);
        (await Edit(story, other, 2, "第三种说法")).ShouldBe(200);
    }

    [Theory]
    [InlineData("pendingReview")]
    [InlineData("draft")]
    [InlineData("rejected")]
    [InlineData("withdrawn")]
    public async Task What_is_not_public_has_no_public_text_to_change(string status)
    {
        var story = await WishStory.In(lane, status);

        (await Edit(story, story.Staff, 1)).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Theory]
    [InlineData("open")]
    [InlineData("delivered")]
    [InlineData("fulfilled")]
    [InlineData("unmet")]
    public async Task What_everyone_reads_can_be_changed_in_every_state(string status)
    {
        var story = await WishStory.In(lane, status);
        (await story.SeenBy(story.Staff)).Moves().ShouldContain("editPublicText");

        (await Edit(story, story.Staff, 1)).ShouldBe(200).Text("status").ShouldBe(status);
    }

    [Fact]
    public async Task A_phone_number_is_not_made_public()
    {
        var story = await WishStory.In(lane, "open");

        (await Edit(story, story.Staff, 1, "请打 139 0000 0000")).ShouldBeRefused(422, "wish.personal_details");
    }

    [Fact]
    public async Task Only_staff_of_the_area_may_and_not_of_their_own_wish()
    {
        var story = await WishStory.In(lane, "open");
        (await Edit(story, story.Author, 1)).ShouldBeRefused(403, "access.denied");
        (await Edit(story, await (await lane.NewCommunity()).Staff(), 1)).ShouldBeRefused(404, "resource.not_found");
        (await Edit(story, await story.Author.BecomesStaffOf(story.Community.Id), 1)).ShouldBeRefused(403, "wish.own_case");
        (await story.ByStaff(story.Staff, "edit-public-text", new { publicTitle = "换一盏灯", publicStory = "楼道的灯坏了", reason = "更清楚" }))
            .ShouldBeRefused(400, "request.invalid");
    }

    private static Task<Answer> Edit(WishStory story, Client who, int expectedVersion, string title = "换一盏楼道灯") => story.ByStaff(
        who, "edit-public-text", new { publicTitle = title, publicStory = "楼道的灯坏了，老人晚上看不清台阶", reason = "去掉了门牌号", expectedVersion });
}
