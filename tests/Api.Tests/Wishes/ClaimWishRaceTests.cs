namespace LinYuan.Tests.Wishes;

public sealed class ClaimWishRaceTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int Crowd = 50;
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_courier_claims_only_after_registering_as_a_volunteer_too()
    {
        var story = await WishStory.In(lane, "open");
        var courier = await lane.NewCourier(story.Community);

        (await story.By(courier, "claim")).ShouldBeRefused(403, "registration.required");
        await courier.RegistersWith(story.Community, "volunteer");
        await story.Claim(courier);
    }

    [Fact]
    public async Task Of_fifty_members_who_claim_at_the_same_instant_one_succeeds()
    {
        var story = await WishStory.In(lane, "open");
        var members = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => lane.NewMember(story.Community)));

        var answers = await Task.WhenAll(members.Select(member => story.By(member, "claim")));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var loser in answers.Where(answer => answer.Status != 200))
            loser.ShouldBeRefused(409, "wish.not_claimable");
        var winner = members[Array.FindIndex(answers, answer => answer.Status == 200)];
        await ShouldBeClaimedOnceBy(story, winner);
    }

    [Fact]
    public async Task Fifty_repeats_of_one_claim_have_one_effect_and_one_answer()
    {
        var story = await WishStory.In(lane, "open");
        var key = Client.NewKey();

        var answers = await Task.WhenAll(Enumerable.Range(0, Crowd).Select(_ => story.By(story.Claimer, "claim", key: key)));

        foreach (var answer in answers)
            answer.ShouldBe(200).Body.ShouldBe(answers[0].Body);
        answers.Count(answer => answer.IsReplay).ShouldBe(Crowd - 1);
        await ShouldBeClaimedOnceBy(story, story.Claimer);
    }

    [Fact]
    public async Task Fifty_repeats_of_one_delivery_with_the_code_have_one_effect_and_one_answer()
    {
        var story = await WishStory.In(lane, "inProgress");
        var (key, code) = (Client.NewKey(), await story.HandoverCode());

        var answers = await Task.WhenAll(
            Enumerable.Range(0, Crowd).Select(_ => story.By(story.Claimer, "deliver", new { handoverCode = code }, key)));

        foreach (var answer in answers)
            answer.ShouldBe(200).Body.ShouldBe(answers[0].Body);
        answers.Count(answer => answer.IsReplay).ShouldBe(Crowd - 1);
        (await story.EventsOf("deliverWithCode")).ShouldBe(1);
        (await story.Claimer.Points()).ShouldBe(20);
    }

    [Fact]
    public async Task Fifty_repeats_of_one_post_make_one_wish()
    {
        var story = await WishStory.Begin(lane);
        var key = Client.NewKey();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, Crowd).Select(_ => story.Author.Post("/api/v1/wishes", WishStory.Words(story.Community), key)));

        foreach (var answer in answers)
            answer.ShouldBe(201).Body.ShouldBe(answers[0].Body);
        (await lane.Sql.Count("wishes WHERE author_id = @Id", new { story.Author.Id })).ShouldBe(1);
    }

    [Fact]
    public async Task A_member_at_the_limit_is_refused_and_a_delivered_wish_makes_room()
    {
        var place = await lane.NewCommunity();
        var member = await lane.NewMember(place);
        var stories = await Open(place, 7);
        foreach (var story in stories[..5])
            await story.Claim(member);

        (await stories[5].By(member, "claim")).ShouldBeRefused(409, "wish.claim_limit");
        await stories[0].Contacted(member);
        (await stories[5].By(member, "claim")).ShouldBeRefused(409, "wish.claim_limit");
        (await stories[0].By(member, "deliver")).ShouldBe(200);
        await stories[5].Claim(member);
        (await stories[6].By(member, "claim")).ShouldBeRefused(409, "wish.claim_limit");
        await stories[1].Release(member);
        (await stories[6].By(member, "claim")).ShouldBeRefused(409, "wish.claim_limit");
        lane.Clock.Advance(TimeSpan.FromHours(1));
        await stories[6].Claim(member);
    }

    [Fact]
    public async Task Claims_that_race_for_the_last_place_under_the_limit_get_one()
    {
        var place = await lane.NewCommunity();
        var member = await lane.NewMember(place);
        var stories = await Open(place, 10);
        foreach (var story in stories[..4])
            await story.Claim(member);

        var answers = await Task.WhenAll(stories[4..].Select(story => story.By(member, "claim")));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != 200))
            refused.ShouldBeRefused(409, "wish.claim_limit");
        (await lane.Sql.Count("wish_claims WHERE member_id = @Id AND live = 1", new { member.Id })).ShouldBe(5);
    }

    [Fact]
    public async Task Of_many_who_claim_a_wish_whose_lease_is_over_one_succeeds()
    {
        var story = await WishStory.In(lane, "claimed");
        var members = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => lane.NewMember(story.Community)));
        lane.Clock.Advance(WishStory.ContactLimit);

        var answers = await Task.WhenAll(members.Select(member => story.By(member, "claim")));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var loser in answers.Where(answer => answer.Status != 200))
            loser.ShouldBeRefused(409, "wish.not_claimable");
        (await story.Claims()).ShouldBe(["expired", "live"]);
        (await story.EventsOf("expire")).ShouldBe(1);
    }

    [Fact]
    public async Task Claims_and_releases_of_one_member_all_at_once_leave_a_wish_that_can_be_claimed()
    {
        var story = await WishStory.In(lane, "open");

        await Task.WhenAll(Enumerable.Range(0, 120).Select(turn =>
            turn % 2 == 0 ? story.By(story.Claimer, "claim") : story.By(story.Claimer, "release", new { reason = "拿不定主意" })));

        var live = (await story.Claims()).Count(outcome => outcome == "live");
        live.ShouldBe(await story.Status() == "claimed" ? 1 : 0);
        if (live == 1)
            await story.Release();
        await story.Claim(await lane.NewMember(story.Community));
    }

    private async Task<WishStory[]> Open(Community place, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => WishStory.In(lane, "open", place)));

    private async Task ShouldBeClaimedOnceBy(WishStory story, Person winner)
    {
        (await story.EventsOf("claim")).ShouldBe(1);
        (await story.Claims()).ShouldBe(["live"]);
        (await story.Row<long>("claimer_id")).ShouldBe(winner.Id);
        (await lane.Sql.List<long>("SELECT viewer_id FROM contact_reveals WHERE wish_id = @Id", new { story.Id })).ShouldBe([winner.Id]);
        (await story.Messages("wish.claimed")).ShouldBe(["wish.claimed:waiting"]);
    }
}
