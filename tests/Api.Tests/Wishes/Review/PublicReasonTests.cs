using LinYuan.Tests.Wishes.Crowd;

namespace LinYuan.Tests.Wishes.Review;

/// <summary>Why a wish came to nothing is read by everyone, so it is searched as the wish itself is.</summary>
public sealed class PublicReasonTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    public static TheoryData<string, string> Refused => new()
    {
        { "请打13712345678问物业", "wish.personal_details" },
        { "请打137\uFE0F12345678问物业", "wish.personal_details" },
        { "已转给3号楼501的住户", "wish.personal_details" },
        { "测试居民自己办好了", "wish.personal_details" },
        { "违规的原因", "content.risky" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_wish_is_not_given_up_for_a_reason_that_must_not_become_public(string reason, string code)
    {
        var story = await WishStory.In(lane, "open");

        (await story.ByStaff(story.Staff, "cannot", new { reason })).ShouldBeRefused(422, code);

        (await story.Status()).ShouldBe("open");
        (await story.EventsOf("cannot")).ShouldBe(0);
        (await story.ByStaff(story.Staff, "cannot", new { reason = "需要产权单位处理" })).ShouldBe(200).Text("status").ShouldBe("unmet");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_crowd_wish_is_not_closed_for_a_reason_that_must_not_become_public(string reason, string code)
    {
        var story = await CrowdStory.In(lane, "partlyCovered");
        // WeChat checks words only for those who opened it lately, and pledging took two weeks.
        lane.StandIn.SetActivity(story.Staff.OpenId, TimeSpan.Zero);

        (await story.Resolve("close", reason)).ShouldBeRefused(422, code);

        (await story.Status()).ShouldBe("partlyCovered");
        (await story.Pledges()).ShouldBe(["1:promised"]);
        (await story.Resolve("close", "认捐的数量太少")).ShouldBe(200).Text("status").ShouldBe("unmet");
    }

    [Fact]
    public async Task A_reason_that_the_author_alone_reads_may_name_what_is_in_the_wish()
    {
        var story = await WishStory.In(lane, "pendingReview");

        (await story.ByStaff(story.Staff, "ask-changes", new { reason = "请删去13712345678" })).ShouldBe(200);
    }
}
