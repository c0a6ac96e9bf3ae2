using System.Text.Json;

namespace LinYuan.Tests.Wishes.Leases;

/// <summary>How many wishes a member may have in hand, and a resident may have waiting.</summary>
public sealed class ClaimWishAllowanceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly TimeSpan Penalty = TimeSpan.FromDays(30);
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_claim_that_runs_out_in_silence_lowers_the_limit_for_thirty_days_and_says_so()
    {
        var story = await WishStory.In(lane, "claimed");
        await story.LetPass(WishStory.ContactLimit);
        var until = lane.Clock.Now + Penalty;

        var allowance = (await story.Claimer.Get("/api/v1/me/claim-allowance")).ShouldBe(200);

        (allowance.Number("limit"), allowance.Number("inHand")).ShouldBe((1, 0));
        allowance["loweredUntil"].GetDateTimeOffset().ShouldBe(until);
        var (next, third) = (await WishStory.In(lane, "open", story.Community), await WishStory.In(lane, "open", story.Community));
        await next.Claim(story.Claimer);
        (await third.By(story.Claimer, "claim")).ShouldBeRefused(409, "wish.claim_limit").Text("title")!.ShouldContain("到期没有办");
        await next.Contacted(story.Claimer);
        (await next.By(story.Claimer, "deliver")).ShouldBe(200);
        lane.Clock.Advance(until - lane.Clock.Now);
        await story.Claimer.SignIn();
        await ShouldBeFree(story.Claimer);
    }

    [Theory]
    [InlineData("released")]
    [InlineData("taken back")]
    [InlineData("reopened")]
    public async Task A_claim_that_ends_otherwise_lowers_nothing(string how)
    {
        var story = await WishStory.In(lane, how == "reopened" ? "disputed" : "inProgress");

        if (how == "released")
            await story.Release();
        else if (how == "reopened")
            await story.Resolve("open");
        else
            (await story.ByStaff(story.Staff, "release-claim", new { reason = "换一位来办" })).ShouldBe(200);

        await ShouldBeFree(story.Claimer);
    }

    [Fact]
    public async Task Claims_at_once_under_a_lowered_limit_get_one()
    {
        var story = await WishStory.In(lane, "claimed");
        await story.LetPass(WishStory.ContactLimit);
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => WishStory.In(lane, "open", story.Community)));

        var answers = await Task.WhenAll(others.Select(other => other.By(story.Claimer, "claim")));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != 200))
            refused.ShouldBeRefused(409, "wish.claim_limit");
    }

    [Fact]
    public async Task A_resident_posts_up_to_the_limit_also_at_once_and_a_wish_that_is_taken_on_makes_room()
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["Wishes:OpenWishes"] = "2" };
        await using var own = await Lane.Start(new LaneSettings { Options = options });
        var story = await WishStory.In(own, "open");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => story.Author.Post("/api/v1/wishes", WishStory.Words(story.Community))));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != 201))
            refused.ShouldBeRefused(409, "wish.open_limit");
        await story.Claim();
        (await story.Author.Post("/api/v1/wishes", WishStory.Words(story.Community))).ShouldBe(201);
        (await story.Author.Post("/api/v1/wishes", WishStory.Words(story.Community))).ShouldBeRefused(409, "wish.open_limit");
    }

    private static async Task ShouldBeFree(Person member)
    {
        var allowance = (await member.Get("/api/v1/me/claim-allowance")).ShouldBe(200);
        (allowance.Number("limit"), allowance.Number("inHand")).ShouldBe((5, 0));
        allowance["loweredUntil"].ValueKind.ShouldBe(JsonValueKind.Null);
    }
}
