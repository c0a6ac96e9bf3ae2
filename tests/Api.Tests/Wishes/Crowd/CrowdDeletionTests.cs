namespace LinYuan.Tests.Wishes.Crowd;

/// <summary>What becomes of crowd wishes and pledges when somebody deletes the account.</summary>
public sealed class CrowdDeletionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("pledging")]
    [InlineData("covered")]
    public async Task Who_has_promised_something_withdraws_it_first(string status)
    {
        var story = await CrowdStory.Pledging(lane, ("大米", "袋", status == "covered" ? 2 : 5));
        var pledge = await story.Pledge(2);
        (await story.Status()).ShouldBe(status);

        (await story.Member.Delete("/api/v1/me")).ShouldBeRefused(409, "member.has_open_cases");

        (await story.TryWithdraw(story.Member, pledge)).ShouldBe(204);
        (await story.Member.Delete("/api/v1/me")).ShouldBe(204);
        await story.ShouldAddUp();
    }

    [Fact]
    public async Task Who_has_brought_everything_may_leave_and_what_came_counts()
    {
        var story = await CrowdStory.In(lane, "delivered");

        (await story.Member.Delete("/api/v1/me")).ShouldBe(204);

        (await story.Staff.Get($"/staff/v1/wishes/{story.Id}/pledges")).ShouldBe(200).Text("items.0.who").ShouldBe("已注销的用户");
        (await story.Pledges()).ShouldBe(["3:received", "2:received"]);
        (await story.Author.Post($"/api/v1/wishes/{story.Id}/confirm", new { score = 5 })).ShouldBe(200);
    }

    [Theory]
    [InlineData("pledging")]
    [InlineData("covered")]
    [InlineData("delivering")]
    [InlineData("partlyCovered")]
    public async Task The_author_of_a_wish_that_others_pledge_for_ends_it_first(string status)
    {
        var story = await CrowdStory.In(lane, status);

        (await story.Author.Delete("/api/v1/me")).ShouldBeRefused(409, "member.has_open_cases");

        if (status == "delivering")
            return;
        (await story.Author.Post($"/api/v1/wishes/{story.Id}/withdraw")).ShouldBe(200);
        (await story.Author.Delete("/api/v1/me")).ShouldBe(204);
    }

    [Fact]
    public async Task Items_that_were_never_public_are_erased_with_their_author()
    {
        var story = await CrowdStory.In(lane, "pendingReview");

        (await story.Author.Delete("/api/v1/me")).ShouldBe(204);

        (await lane.Sql.Count("wish_items WHERE wish_id = @Id", new { story.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task A_deletion_and_a_pledge_at_the_same_instant_are_one_of_the_two()
    {
        for (var round = 0; round < 8; round++)
        {
            var story = await CrowdStory.Pledging(lane);

            var answers = await Task.WhenAll(story.Member.Delete("/api/v1/me"), story.TryPledge(story.Member, 1));

            var isDeleted = answers[0].Status == 204;
            // 401 when the session was gone before the pledge arrived.
            answers[1].Status.ShouldBeOneOf(isDeleted ? [401, 403] : [201]);
            (await story.Pledges()).Count.ShouldBe(isDeleted ? 0 : 1);
        }
    }

    [Fact]
    public async Task The_export_holds_ones_own_pledges()
    {
        var story = await CrowdStory.Pledging(lane);
        await story.Pledge(2);

        var data = (await story.Member.Get("/api/v1/me/data")).ShouldBe(200);

        data.Body.ShouldContain("\"itemName\":\"大米\"");
    }
}
