using LinYuan.Tests.Wishes.Crowd;

namespace LinYuan.Tests.Wishes.Afterwards;

public sealed class StoryTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly object Text = new { title = "一盏灯亮了", text = "一位志愿者听说楼道的灯坏了，当天就带着梯子来换好了。" };
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_story_is_published_once_both_sides_agree_and_everyone_reads_it_without_a_name()
    {
        var story = await WishStory.In(lane, "fulfilled");
        (await Publish(story.Id, story.Staff)).ShouldBeRefused(409, "wish.consent_missing");
        (await Consent(story.Id, story.Author)).ShouldBe(200).Text("authorAgrees").ShouldBe("True");
        (await Publish(story.Id, story.Staff)).ShouldBeRefused(409, "wish.consent_missing");
        (await Consent(story.Id, story.Claimer)).ShouldBe(200);
        (await story.Staff.Get($"/api/v1/wishes/{story.Id}/story-consent")).ShouldBe(200).Text("giversAgree").ShouldBe("True");

        var published = (await Publish(story.Id, story.Staff)).ShouldBe(200);

        var open = (await lane.Anyone.Get($"/open/v1/stories/{published.Id}")).ShouldBe(200);
        open.Json.EnumerateObject().Select(field => field.Name)
            .ShouldBe(["id", "wishId", "communityId", "communityName", "category", "title", "text", "publishedAt"]);
        open.Text("title").ShouldBe("一盏灯亮了");
        open.Header("ETag").ShouldNotBeNull();
        (await lane.Told(story.Id, "wish.storyPublished")).ShouldBe(new[] { story.Author.Id, story.Claimer.Id }.Order());
        (await Publish(story.Id, story.Staff)).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_takes_the_consent_back_takes_the_story_down_at_once(bool isAuthor)
    {
        var (story, id) = await Published();
        var who = isAuthor ? story.Author : story.Claimer;

        (await Consent(story.Id, who, agrees: false)).ShouldBe(200).Text("storyId").ShouldBeNull();

        await ShouldBeGone(story, id);
        (await Publish(story.Id, story.Staff)).ShouldBeRefused(409, "wish.consent_missing");
        (await Consent(story.Id, who)).ShouldBe(200);
        (await Publish(story.Id, story.Staff)).ShouldBe(200).Id.ShouldNotBe(id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_account_that_is_deleted_takes_the_story_with_it(bool isAuthor)
    {
        var (story, id) = await Published();

        (await (isAuthor ? story.Author : story.Claimer).Delete("/api/v1/me")).ShouldBe(204);

        await ShouldBeGone(story, id);
        (await Publish(story.Id, story.Staff)).ShouldBeRefused(409, "wish.consent_missing");
    }

    [Fact]
    public async Task A_publication_and_a_change_of_mind_at_once_leave_no_story_without_consent()
    {
        for (var round = 0; round < 5; round++)
        {
            var story = await WishStory.In(lane, "fulfilled");
            await Consent(story.Id, story.Author);
            await Consent(story.Id, story.Claimer);

            var leaves = round % 2 == 0 ? Consent(story.Id, story.Claimer, agrees: false) : story.Claimer.Delete("/api/v1/me");
            await Task.WhenAll(Publish(story.Id, story.Staff), leaves);

            (await lane.Anyone.IdsOf($"/open/v1/stories?areaId={story.Community.IdText}")).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Staff_take_a_story_down_with_a_reason_that_both_sides_read()
    {
        var (story, id) = await Published();

        (await story.ByStaff(story.Staff, "unpublish-story", new { reason = "照片里能认出人" })).ShouldBe(200);

        await ShouldBeGone(story, id);
        foreach (var side in new[] { story.Author, story.Claimer })
            (await side.Get($"/api/v1/wishes/{story.Id}/story-consent")).ShouldBe(200).Text("unpublishReason").ShouldBe("照片里能认出人");
        (await story.ByStaff(story.Staff, "unpublish-story", new { reason = "再撤一次" })).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Fact]
    public async Task Only_the_two_sides_consent_and_only_staff_who_took_no_part_publish()
    {
        var story = await WishStory.In(lane, "fulfilled");
        var member = await lane.NewMember(story.Community);
        foreach (var stranger in new[] { member, story.Staff })
            (await Consent(story.Id, stranger)).ShouldBeRefused(403, "access.denied");
        (await member.Get($"/api/v1/wishes/{story.Id}/story-consent")).ShouldBeRefused(403, "access.denied");
        await Consent(story.Id, story.Author);
        await Consent(story.Id, story.Claimer);

        (await Publish(story.Id, member)).ShouldBeRefused(403, "access.denied");
        (await Publish(story.Id, await (await lane.NewCommunity()).Staff())).ShouldBeRefused(404, "resource.not_found");
        (await Publish(story.Id, await story.Claimer.BecomesStaffOf(story.Community.Id))).ShouldBeRefused(403, "wish.own_case");
        (await Publish(story.Id, await story.Author.BecomesStaffOf(story.Community.Id))).ShouldBeRefused(403, "wish.own_case");
    }

    [Fact]
    public async Task A_story_is_told_of_a_fulfilled_wish_only_and_without_a_phone_number()
    {
        var claimed = await WishStory.In(lane, "claimed");
        (await Consent(claimed.Id, claimed.Author)).ShouldBeRefused(409, "wish.wrong_state");
        (await Publish(claimed.Id, claimed.Staff)).ShouldBeRefused(409, "wish.wrong_state");

        var story = await WishStory.In(lane, "fulfilled");
        await Consent(story.Id, story.Author);
        await Consent(story.Id, story.Claimer);
        (await story.ByStaff(story.Staff, "publish-story", new { title = "一盏灯", text = "想找他帮忙请打 13900000000 这个电话" }))
            .ShouldBeRefused(422, "wish.personal_details");
    }

    [Fact]
    public async Task Stories_of_an_area_are_paged_newest_first()
    {
        var place = await lane.NewCommunity();
        var ids = new List<string?>();
        for (var number = 0; number < 3; number++)
            ids.Add((await Published(place)).StoryId);
        await Published();
        ids.Reverse();

        foreach (var area in new[] { place.Id, place.StreetId, place.DistrictId })
        {
            var first = (await lane.Anyone.Get($"/open/v1/stories?areaId={area}&limit=2")).ShouldBe(200);
            var rest = await lane.Anyone.IdsOf($"/open/v1/stories?areaId={area}&limit=2&after={first.Text("next")}");
            first.Items.Select(item => item.GetProperty("id").GetString()).Concat(rest).ShouldBe(ids);
        }
    }

    [Fact]
    public async Task Of_a_crowd_wish_any_giver_who_is_against_it_stops_the_story()
    {
        var story = await CrowdStory.Begin(lane);
        var other = await lane.NewMember(story.Community);
        await story.Post(CrowdStory.Usual);
        await story.Approve();
        foreach (var pledge in new[] { await story.Pledge(3), await story.Pledge(2, item: 1, other) })
            await story.Receive(pledge);
        await story.HandOver();
        (await story.Author.Post($"/api/v1/wishes/{story.Id}/confirm", new { score = 5 })).ShouldBe(200);
        await Consent(story.Id, story.Author);
        await Consent(story.Id, story.Member);

        (await Consent(story.Id, other, agrees: false)).ShouldBe(200);
        (await Publish(story.Id, story.Staff)).ShouldBeRefused(409, "wish.consent_missing");
        (await Consent(story.Id, other)).ShouldBe(200);

        (await Publish(story.Id, story.Staff)).ShouldBe(200);
    }

    [Fact]
    public async Task What_somebody_agreed_to_is_in_their_export()
    {
        var (story, _) = await Published();

        (await story.Claimer.Get("/api/v1/me/data")).ShouldBe(200).Text("wishes.storyConsents.0.agrees").ShouldBe("True");
    }

    private static Task<Answer> Consent(string wishId, Client who, bool agrees = true) => who.Post($"/api/v1/wishes/{wishId}/story-consent", new { agrees });

    private static Task<Answer> Publish(string wishId, Client who) => who.Post($"/staff/v1/wishes/{wishId}/publish-story", Text);

    private async Task<(WishStory Wish, string StoryId)> Published(Community? community = null)
    {
        var story = await WishStory.In(lane, "fulfilled", community);
        (await Consent(story.Id, story.Author)).ShouldBe(200);
        (await Consent(story.Id, story.Claimer)).ShouldBe(200);
        return (story, (await Publish(story.Id, story.Staff)).ShouldBe(200).Id);
    }

    private async Task ShouldBeGone(WishStory story, string id)
    {
        (await lane.Anyone.Get($"/open/v1/stories/{id}")).ShouldBeRefused(404, "resource.not_found");
        (await lane.Anyone.IdsOf($"/open/v1/stories?areaId={story.Community.IdText}")).ShouldBeEmpty();
        (await lane.Sql.Value<string>("SELECT story FROM wish_stories WHERE id = @id", new { id })).ShouldBeNull();
    }
}
