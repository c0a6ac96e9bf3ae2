using LinYuan.Tests.Registrations.Units;
using LinYuan.Tests.Wishes.Crowd;

namespace LinYuan.Tests.Wishes;

/// <summary>Whoever does the same again with another key is told that it is done, and not that somebody else was quicker.</summary>
public sealed class SecondTapTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("claimed", "您已经认领了这个心愿")]
    [InlineData("inProgress", "您已经认领了这个心愿")]
    [InlineData("delivered", "正在等居民确认")]
    [InlineData("disputed", "社区正在处理")]
    [InlineData("fulfilled", "谢谢您")]
    [InlineData("fulfilledUnconfirmed", "谢谢您")]
    public async Task Who_has_the_wish_is_told_that_it_is_theirs(string status, string words)
    {
        var story = await WishStory.In(lane, status);

        (await story.By(story.Claimer, "claim")).ShouldBeRefused(409, "wish.already_yours").Text("title")!.ShouldContain(words);

        (await story.By(await lane.NewMember(story.Community), "claim")).ShouldBeRefused(409, "wish.not_claimable");
    }

    [Fact]
    public async Task Two_taps_at_once_on_the_last_wish_for_which_there_is_room_are_one_claim_and_the_other_hears_so()
    {
        var place = await lane.NewCommunity();
        var member = await lane.NewMember(place);
        var stories = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => WishStory.In(lane, "open", place)));
        foreach (var story in stories[..4])
            await story.Claim(member);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => stories[4].By(member, "claim")));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var again in answers.Where(answer => answer.Status != 200))
            again.ShouldBeRefused(409, "wish.already_yours");
        (await stories[4].By(member, "claim")).ShouldBeRefused(409, "wish.already_yours");
    }

    [Fact]
    public async Task Who_claimed_for_a_unit_is_told_that_it_is_the_units()
    {
        var unit = await UnitStory.Begin(lane);
        var (story, secretary, member) = (await WishStory.In(lane, "open", unit.Community), await unit.NewSecretary(), await unit.NewMember());
        var body = new { unitId = unit.Id, memberId = member.Id.ToString() };
        (await story.By(secretary, "claim", body)).ShouldBe(200);

        (await story.By(secretary, "claim", body)).ShouldBeRefused(409, "wish.already_yours").Text("title")!.ShouldContain("单位");
    }

    [Fact]
    public async Task A_lease_that_is_over_is_nobodys_and_can_be_claimed_anew()
    {
        var story = await WishStory.In(lane, "claimed");
        lane.Clock.Advance(WishStory.ContactLimit);

        (await story.By(story.Claimer, "claim")).ShouldBe(200);
    }

    [Theory]
    [InlineData("inProgress", "contacted", "已联系")]
    [InlineData("delivered", "deliver", "正在等居民确认")]
    [InlineData("disputed", "deliver", "社区正在处理")]
    [InlineData("fulfilled", "deliver", "已经办成")]
    public async Task A_helper_who_has_done_a_step_is_told_so(string status, string action, string words)
    {
        var story = await WishStory.In(lane, status);

        (await story.By(story.Claimer, action)).ShouldBeRefused(409, "wish.already_done").Text("title")!.ShouldContain(words);
    }

    [Theory]
    [InlineData("fulfilled", "confirm", "谢谢您")]
    [InlineData("disputed", "dispute", "社区正在处理")]
    [InlineData("withdrawn", "withdraw", "撤回")]
    [InlineData("pendingReview", "submit", "等社区审核")]
    public async Task A_resident_who_has_done_a_step_is_told_so(string status, string action, string words)
    {
        var story = await WishStory.In(lane, status);
        object body = action switch
        {
            "confirm" => new { score = 5 },
            "dispute" => new { reason = "灯还是不亮" },
            "submit" => WishStory.Words(story.Community),
            _ => new { },
        };

        (await story.By(story.Author, action, body)).ShouldBeRefused(409, "wish.already_done").Text("title")!.ShouldContain(words);
    }

    [Fact]
    public async Task A_step_that_another_move_has_followed_is_not_called_done()
    {
        var story = await WishStory.In(lane, "disputed");
        await story.Resolve("fulfilled");

        (await story.By(story.Author, "dispute", new { reason = "灯还是不亮" })).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Fact]
    public async Task Who_pledged_the_last_of_an_item_hears_that_their_pledge_is_kept()
    {
        var story = await CrowdStory.Pledging(lane, ("大米", "袋", 3));
        (await story.TryPledge(story.Member, 3)).ShouldBe(201);

        (await story.TryPledge(story.Member, 3)).ShouldBeRefused(409, "wish.pledge_exceeds").Text("title")!.ShouldContain("您的认捐已记下");

        (await story.TryPledge(await lane.NewMember(story.Community), 3)).ShouldBeRefused(409, "wish.pledge_exceeds").Text("title")!.ShouldContain("谢谢您的心意");
    }
}
