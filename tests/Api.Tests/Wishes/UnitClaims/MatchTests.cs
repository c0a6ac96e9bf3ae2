using System.Text.Json;
using LinYuan.Tests.Registrations.Units;

namespace LinYuan.Tests.Wishes.UnitClaims;

public sealed class MatchTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_nearest_come_first_and_only_as_far_as_their_offer_reaches()
    {
        var here = await lane.NewCommunity();
        var beside = await lane.NewCommunityIn(here.DistrictId, here.StreetId);
        var across = await lane.NewCommunityIn(here.DistrictId);
        var story = await WishStory.In(lane, "open", here);
        var far = await Offering(across, reach: "district");
        var near = await Offering(beside, reach: "street");
        var home = await Offering(here, reach: "grid");
        await Offering(beside, reach: "community");
        await Offering(across, reach: "street");
        await Offering(await lane.NewCommunity(), reach: "district");
        await Offering(here, category: "microSafety");

        var matches = await Matches(story);

        Ids(matches).ShouldBe([home.Id, near.Id, far.Id]);
        matches.Members().Select(match => match.GetProperty("nearness").GetString()).ShouldBe(["community", "street", "district"]);
        matches.Members().ShouldAllBe(match => match.GetProperty("name").GetString() == "测*");
        matches.Body.ShouldNotContain("测试用名");
    }

    [Fact]
    public async Task A_skill_fits_too_and_the_reason_says_so()
    {
        var here = await lane.NewCommunity();
        var story = await WishStory.In(lane, "open", here);
        var member = await lane.NewMember(here);
        (await member.Post("/api/v1/me/offers", new { skills = new[] { "理发", "书法" } })).ShouldBe(201);

        var match = (await Matches(story)).Members().ShouldHaveSingleItem();

        match.GetProperty("why").GetString().ShouldBe("会理发，同一社区");
        match.GetProperty("isAtLimit").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Who_was_asked_or_helped_least_lately_comes_first_among_neighbours()
    {
        var here = await lane.NewCommunity();
        var (asked, helped, never) = (await Offering(here), await Offering(here), await Offering(here));
        var story = await WishStory.In(lane, "open", here);
        foreach (var other in new[] { await WishStory.In(lane, "open", here), await WishStory.In(lane, "open", here) })
            (await OfferTo(other, asked)).ShouldBe(201);
        await (await WishStory.In(lane, "open", here)).Claim(helped);

        Ids(await Matches(story)).ShouldBe([never.Id, helped.Id, asked.Id]);
        (await Matches(story)).Members().Select(match => match.GetProperty("turns").GetInt64()).ShouldBe([0, 1, 2]);
        lane.Clock.Advance(TimeSpan.FromDays(31));
        await story.Staff.SignIn();
        Ids(await Matches(story)).ShouldBe([helped.Id, never.Id, asked.Id]);
    }

    [Fact]
    public async Task Who_is_gone_and_the_author_are_not_among_them_and_a_member_at_the_limit_is_marked()
    {
        var here = await lane.NewCommunity();
        var (gone, busy, author) = (await Offering(here), await Offering(here), await Offering(here));
        var registration = (await gone.Get("/api/v1/me/registrations")).Text("items.0.id");
        (await (await here.Staff()).Post($"/staff/v1/registrations/{registration}/end", new { reason = "已搬走了" })).ShouldBe(200);
        foreach (var other in await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => WishStory.In(lane, "open", here))))
            await other.Claim(busy);
        var story = new WishStory(lane, here, author, await here.Staff(), busy);
        await story.Reach("open");

        var match = (await Matches(story)).Members().ShouldHaveSingleItem();

        match.GetProperty("memberId").GetString().ShouldBe(busy.Id.ToString());
        match.GetProperty("isAtLimit").GetBoolean().ShouldBeTrue();
        foreach (var person in new[] { gone, author, await lane.NewMember(here) })
            (await OfferTo(story, person)).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task A_member_is_asked_once_about_a_wish_and_hears_it_once()
    {
        var here = await lane.NewCommunity();
        var (member, story) = (await Offering(here), await WishStory.In(lane, "open", here));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => OfferTo(story, member)));

        answers.Count(answer => answer.Status == 201).ShouldBe(1);
        foreach (var repeat in answers.Where(answer => answer.Status != 201))
            repeat.ShouldBeRefused(409, "wish.already_offered");
        (await Matches(story)).Members().ShouldHaveSingleItem().GetProperty("isInvited").GetBoolean().ShouldBeTrue();
        await lane.DeliverOutbox();
        (await story.Messages("wish.invited")).ShouldBe(["wish.invited:delivered"]);
        await story.Claim(member);
        (await OfferTo(story, await Offering(here))).ShouldBeRefused(409, "wish.wrong_state");
    }

    [Fact]
    public async Task Only_staff_of_the_wishs_area_look_and_ask_and_nobody_for_their_own_wish()
    {
        var here = await lane.NewCommunity();
        var (member, story) = (await Offering(here), await WishStory.In(lane, "open", here));
        var neighbour = await (await lane.NewCommunityIn(here.DistrictId)).Staff();
        var wishing = await lane.NewStaff(here.Id);
        var own = new WishStory(lane, here, wishing, await here.Staff(), member);
        await own.Reach("open");

        foreach (var (on, who, status, code) in new[]
        {
            (story, neighbour, 404, "resource.not_found"), (story, member, 403, "access.denied"), (story, story.Author, 403, "access.denied"),
            (own, wishing, 403, "wish.own_case"),
        })
        {
            (await who.Get($"/staff/v1/wishes/{on.Id}/matches")).ShouldBeRefused(status, code);
            (await on.ByStaff(who, "offer-to", new { memberId = member.Id.ToString() })).ShouldBeRefused(status, code);
        }
        foreach (var staff in new[] { await lane.NewStaff(here.StreetId), await lane.NewStaff(here.DistrictId) })
            (await staff.Get($"/staff/v1/wishes/{story.Id}/matches")).ShouldBe(200);
    }

    [Fact]
    public async Task Paired_units_stand_beside_and_their_secretaries_can_be_found_while_they_are_registered()
    {
        var here = await lane.NewCommunity();
        var (paired, other) = (await UnitStory.Begin(lane, here), await UnitStory.Begin(lane, here));
        var (stays, ends, _) = (await paired.NewSecretary(), await paired.NewSecretary(), await other.NewSecretary());
        (await paired.District.Post($"/staff/v1/units/{paired.Id}/pairings", new { communityId = here.IdText })).ShouldBe(201);
        await paired.End(ends);

        var matches = await Matches(await WishStory.In(lane, "open", here));

        matches["units"].EnumerateArray().Select(unit => unit.GetProperty("id").GetString()).ShouldBe([paired.Id]);
        var found = await lane.Part<LinYuan.Api.Shared.Data.Db>().Read(session =>
            lane.Part<LinYuan.Api.Features.Registrations.Core.UnitStore>().ListPairedSecretaries(session, here.Id, 10));
        found.ShouldBe([stays.Id]);
    }

    private async Task<Person> Offering(Community place, string category = WishStory.Category, string reach = "community")
    {
        var member = await lane.NewMember(place);
        (await member.Post("/api/v1/me/offers", new { category, reach })).ShouldBe(201);
        return member;
    }

    private static async Task<Answer> Matches(WishStory story) =>
        (await story.Staff.Get($"/staff/v1/wishes/{story.Id}/matches")).ShouldBe(200);

    private static Task<Answer> OfferTo(WishStory story, Person member) =>
        story.ByStaff(story.Staff, "offer-to", new { memberId = member.Id.ToString() });

    private static IReadOnlyList<long> Ids(Answer matches) =>
        [.. matches.Members().Select(match => long.Parse(match.GetProperty("memberId").GetString()!))];
}

internal static class MatchAnswers
{
    public static IReadOnlyList<JsonElement> Members(this Answer matches) => [.. matches["members"].EnumerateArray()];
}
