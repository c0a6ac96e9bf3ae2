using LinYuan.Tests.Wishes.Crowd;

namespace LinYuan.Tests.Wishes.Review;

public sealed class ValueCapTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Cap = 500;
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(Cap, null, true)]
    [InlineData(Cap + 1, null, false)]
    [InlineData(null, Cap, true)]
    [InlineData(null, Cap + 1, false)]
    [InlineData(Cap + 1, Cap, true)]
    [InlineData(10, Cap + 1, false)]
    public async Task The_reviewers_guess_decides_and_without_one_the_authors(int? byAuthor, int? byReviewer, bool isApproved)
    {
        var story = await WishStory.Begin(lane);
        (await story.Post(Words(story, byAuthor))).Text("review.estimatedYuan").ShouldBe(byAuthor?.ToString());

        var answer = await story.ByStaff(story.Staff, "approve", new { estimatedYuan = byReviewer });

        if (isApproved)
        {
            answer.ShouldBe(200).Text("review.reviewerYuan").ShouldBe(byReviewer?.ToString());
            return;
        }
        answer.ShouldBeRefused(409, "wish.over_value_cap");
        answer.Text("title")!.ShouldContain("500 元");
        (await story.Status()).ShouldBe("pendingReview");
    }

    [Fact]
    public async Task What_costs_too_much_for_one_giver_is_approved_once_the_author_lists_items()
    {
        var story = await WishStory.Begin(lane);
        await story.Post(Words(story, Cap + 1));
        (await story.ByStaff(story.Staff, "approve")).ShouldBeRefused(409, "wish.over_value_cap");
        (await story.ByStaff(story.Staff, "ask-changes", new { reason = "请逐项列出物品，改成众筹微心愿" })).ShouldBe(200);

        (await story.By(story.Author, "submit", Words(story, Cap + 1, [new { name = "大米", unit = "袋", quantity = 20 }]))).ShouldBe(200);

        (await story.ByStaff(story.Staff, "approve", new { version = 2 })).ShouldBe(200).Text("status").ShouldBe("pledging");
    }

    [Fact]
    public async Task A_crowd_wish_whose_items_are_taken_out_again_falls_under_the_cap()
    {
        var story = await WishStory.Begin(lane);
        await story.Post(Words(story, Cap + 1, [new { name = "大米", unit = "袋", quantity = 20 }]));
        await story.ByStaff(story.Staff, "ask-changes", new { reason = "请说明用途" });
        (await story.By(story.Author, "submit", Words(story, Cap + 1))).ShouldBe(200);

        (await story.ByStaff(story.Staff, "approve", new { version = 2 })).ShouldBeRefused(409, "wish.over_value_cap");
    }

    [Fact]
    public async Task Estimates_are_for_the_author_and_the_reviewers_alone()
    {
        var story = await WishStory.Begin(lane);
        await story.Post(Words(story, 321));
        await story.Approve(new { estimatedYuan = 432 });

        foreach (var reader in new[] { story.Author, story.Staff })
            (await story.SeenBy(reader)).Number("review.reviewerYuan").ShouldBe(432);
        await story.Claim();
        foreach (var answer in new[] { await story.SeenBy(story.Claimer), await lane.Anyone.Get($"/open/v1/wishes/{story.Id}") })
        {
            answer.ShouldBe(200).Body.ShouldNotContain(":321");
            answer.Body.ShouldNotContain(":432");
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    public async Task A_guess_out_of_all_bounds_is_refused(int yuan)
    {
        var story = await WishStory.In(lane, "pendingReview");

        (await story.Author.Post("/api/v1/wishes", Words(story, yuan))).ShouldBeRefused(400, "request.invalid");
        (await story.ByStaff(story.Staff, "approve", new { estimatedYuan = yuan })).ShouldBeRefused(400, "request.invalid");
    }

    private static object Words(WishStory story, int? estimatedYuan, object[]? items = null) => new
    {
        communityId = story.Community.IdText,
        category = WishStory.Category,
        title = "给食堂添一点米和油",
        story = "社区老年食堂的米和油快要用完了",
        contact = new { name = "测试居民", phone = CrowdStory.Phone, address = "一号楼二单元" },
        items,
        estimatedYuan,
    };
}
