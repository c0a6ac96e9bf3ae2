using LinYuan.Tests.Registrations.Units;

namespace LinYuan.Tests.Wishes.UnitClaims;

public sealed class GroupClaimRaceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Of_fifty_claims_by_secretaries_and_members_at_once_one_succeeds()
    {
        var unit = await UnitStory.Begin(lane);
        var story = await WishStory.In(lane, "open", unit.Community);
        var secretaries = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => unit.NewSecretary()));
        var members = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => unit.NewMember()));

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(turn => turn % 5 == 0
            ? story.By(members[turn % 6], "claim")
            : For(story, secretaries[turn % 4], unit, members[turn % 6])));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        var claimer = await story.Row<long>("claimer_id");
        foreach (var (answer, turn) in answers.Select((answer, turn) => (answer, turn)).Where(pair => pair.answer.Status != 200))
        {
            // Whoever speaks for the unit that won may hear that it is the unit's.
            if (turn % 5 == 0)
                answer.ShouldBeRefused(409, members[turn % 6].Id == claimer ? "wish.already_yours" : "wish.not_claimable");
            else
                answer.Code.ShouldBeOneOf("wish.not_claimable", "wish.already_yours");
        }
        (await story.Claims()).ShouldBe(["live"]);
        (await story.EventsOf("claim")).ShouldBe(1);
    }

    [Fact]
    public async Task The_cap_of_the_member_who_goes_holds_whoever_sends_them()
    {
        var unit = await UnitStory.Begin(lane);
        var (one, other, member) = (await unit.NewSecretary(), await unit.NewSecretary(), await unit.NewMember());
        var stories = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => WishStory.In(lane, "open", unit.Community)));
        foreach (var story in stories[..3])
            (await For(story, one, unit, member)).ShouldBe(200);

        var answers = await Task.WhenAll(stories[3..].Select((story, turn) => turn % 3 == 0
            ? story.By(member, "claim")
            : For(story, turn % 3 == 1 ? one : other, unit, member)));

        answers.Count(answer => answer.Status == 200).ShouldBe(2);
        answers.Where(answer => answer.Status != 200).ShouldAllBe(answer => answer.Code == "wish.member_unavailable" || answer.Code == "wish.claim_limit");
        (await lane.Sql.Count("wish_claims WHERE member_id = @Id AND live = 1", new { member.Id })).ShouldBe(5);
        var free = stories[Array.FindIndex(answers, answer => answer.Status != 200) + 3];
        (await For(free, one, unit, one)).ShouldBe(200);
        (await free.By(one, "name-member", new { memberId = member.Id.ToString() })).ShouldBeRefused(409, "wish.member_unavailable");
    }

    [Fact]
    public async Task Two_secretaries_who_name_each_other_at_once_both_get_an_answer()
    {
        var unit = await UnitStory.Begin(lane);
        var (one, other) = (await unit.NewSecretary(), await unit.NewSecretary());
        for (var round = 0; round < 5; round++)
        {
            var (first, second) = (await WishStory.In(lane, "open", unit.Community), await WishStory.In(lane, "open", unit.Community));

            var answers = await Task.WhenAll(For(first, one, unit, other), For(second, other, unit, one), For(first, other, unit, one), For(second, one, unit, other));

            answers.Count(answer => answer.Status == 200).ShouldBe(2);
            foreach (var loser in answers.Where(answer => answer.Status != 200))
                loser.Code.ShouldBeOneOf("wish.not_claimable", "wish.already_yours");
            foreach (var story in new[] { first, second })
                await story.Release(one);
        }
    }

    private static Task<Answer> For(WishStory story, Person by, UnitStory unit, Person member) =>
        story.By(by, "claim", new { unitId = unit.Id, memberId = member.Id.ToString() });
}
