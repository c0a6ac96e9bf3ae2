using LinYuan.Api.Features.Wishes.Afterwards;

namespace LinYuan.Tests.Wishes.Afterwards;

public sealed class ColdWishTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly TimeSpan ColdAfter = TimeSpan.FromDays(14);
    private static readonly TimeSpan DecideAfter = TimeSpan.FromDays(60);
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_wish_that_nobody_takes_on_for_fourteen_days_is_cold_from_that_moment_on()
    {
        var story = await WishStory.In(lane, "open");

        lane.Clock.Advance(ColdAfter - WishStory.Instant);
        await lane.Run<AgeOpenWishes>();
        (await lane.Anyone.IdsOf($"/open/v1/wishes?cold=true&areaId={story.Community.IdText}")).ShouldBeEmpty();
        (await Public(story)).Text("coldSince").ShouldBeNull();
        lane.Clock.Advance(WishStory.Instant);
        await lane.Run<AgeOpenWishes>();

        foreach (var area in new[] { story.Community.Id, story.Community.StreetId, story.Community.DistrictId })
            (await lane.Anyone.IdsOf($"/open/v1/wishes?cold=true&areaId={area}")).ShouldBe([story.Id]);
        (await story.Staff.IdsOf("/staff/v1/wishes?cold=true")).ShouldBe([story.Id]);
        (await story.Staff.IdsOf("/staff/v1/wishes?undecided=true")).ShouldBeEmpty();
        (await Public(story)).Text("coldSince").ShouldNotBeNull();
        (await lane.Anyone.Get($"/open/v1/wishes?areaId={story.Community.IdText}")).Text("items.0.coldSince").ShouldNotBeNull();
        (await story.Events()).ShouldContain("turnCold:open->open:system");
    }

    [Fact]
    public async Task Whoever_takes_it_on_ends_that_and_a_wish_that_comes_back_has_its_fourteen_days_anew()
    {
        var story = await Cold();

        await story.Claim();
        (await lane.Anyone.IdsOf($"/open/v1/wishes?cold=true&areaId={story.Community.IdText}")).ShouldBeEmpty();
        (await Public(story)).Text("coldSince").ShouldBeNull();
        lane.Clock.Advance(TimeSpan.FromDays(2));
        await story.Release();
        lane.Clock.Advance(ColdAfter - WishStory.Instant);
        await lane.Run<AgeOpenWishes>();
        (await story.EventsOf("turnCold")).ShouldBe(1);
        lane.Clock.Advance(WishStory.Instant);
        await lane.Run<AgeOpenWishes>();

        (await story.EventsOf("turnCold")).ShouldBe(2);
        (await Public(story)).Text("coldSince").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_wish_whose_claim_runs_out_has_its_fourteen_days_from_then()
    {
        var story = await WishStory.In(lane, "claimed");
        await story.LetPass(WishStory.ContactLimit);
        (await story.Status()).ShouldBe("open");

        lane.Clock.Advance(ColdAfter - WishStory.Instant);
        await lane.Run<AgeOpenWishes>();
        (await story.EventsOf("turnCold")).ShouldBe(0);
        lane.Clock.Advance(WishStory.Instant);
        await lane.Run<AgeOpenWishes>();

        (await story.EventsOf("turnCold")).ShouldBe(1);
    }

    [Fact]
    public async Task After_sixty_days_the_staff_of_the_community_and_the_street_are_asked_to_decide()
    {
        var story = await Cold();
        var (street, district) = (await lane.NewStaff(story.Community.StreetId), await lane.NewStaff(story.Community.DistrictId));

        lane.Clock.Advance(DecideAfter - ColdAfter - WishStory.Instant);
        await lane.Run<AgeOpenWishes>();
        (await story.EventsOf("callForDecision")).ShouldBe(0);
        lane.Clock.Advance(WishStory.Instant);
        await lane.Run<AgeOpenWishes>();

        (await lane.Told(story.Id, "wish.undecided")).ShouldBe(new[] { story.Staff.Id, street.Id }.Order());
        await story.Staff.SignIn();
        await district.SignIn();
        (await district.IdsOf("/staff/v1/wishes?undecided=true")).ShouldBe([story.Id]);
        (await lane.Anyone.IdsOf($"/open/v1/wishes?cold=true&areaId={story.Community.IdText}")).ShouldBe([story.Id]);
        (await story.ByStaff(story.Staff, "cannot", new { reason = "需要产权单位处理" })).ShouldBe(200);
        (await district.IdsOf("/staff/v1/wishes?undecided=true")).ShouldBeEmpty();
        (await story.Events()).ShouldContain("callForDecision:open->open:system");
    }

    [Fact]
    public async Task Runners_that_race_do_each_step_once()
    {
        var stories = await WishStory.Several(lane, "open");

        lane.Clock.Advance(ColdAfter);
        await lane.Race<AgeOpenWishes>();
        foreach (var story in stories)
            ((await story.EventsOf("turnCold")), (await story.EventsOf("callForDecision"))).ShouldBe((1, 0));
        lane.Clock.Advance(DecideAfter - ColdAfter);
        await lane.Race<AgeOpenWishes>();

        foreach (var story in stories)
        {
            ((await story.EventsOf("turnCold")), (await story.EventsOf("callForDecision"))).ShouldBe((1, 1));
            (await lane.Told(story.Id, "wish.undecided")).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_job_that_comes_very_late_does_both_steps_one_after_the_other()
    {
        var story = await WishStory.In(lane, "open");
        lane.Clock.Advance(DecideAfter + TimeSpan.FromDays(1));

        await lane.Run<AgeOpenWishes>();
        await lane.Run<AgeOpenWishes>();
        await lane.Run<AgeOpenWishes>();

        ((await story.EventsOf("turnCold")), (await story.EventsOf("callForDecision"))).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Members_whose_offer_fits_and_secretaries_of_paired_units_are_told_once()
    {
        var story = await WishStory.In(lane, "open");
        var (helper, other) = (await lane.NewMember(story.Community), await lane.NewMember(story.Community));
        (await helper.Post("/api/v1/me/offers", new { category = WishStory.Category, description = "会修灯" })).ShouldBe(201);
        (await other.Post("/api/v1/me/offers", new { category = "microCulture", description = "会弹琴" })).ShouldBe(201);
        var secretary = await PairedSecretary(story.Community);

        lane.Clock.Advance(ColdAfter);
        await lane.Race<AgeOpenWishes>();
        (await lane.Told(story.Id, "wish.cold")).ShouldBe(new[] { helper.Id, secretary.Id }.Order());
        await story.Claim();
        await story.Release();
        lane.Clock.Advance(ColdAfter);
        await lane.Run<AgeOpenWishes>();

        (await story.EventsOf("turnCold")).ShouldBe(2);
        (await lane.Told(story.Id, "wish.cold")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_wish_withdrawn_with_its_authors_account_is_in_no_list()
    {
        var story = await Cold();

        (await story.Author.Delete("/api/v1/me")).ShouldBe(204);

        (await lane.Anyone.IdsOf($"/open/v1/wishes?cold=true&areaId={story.Community.IdText}")).ShouldBeEmpty();
        (await story.Staff.IdsOf("/staff/v1/wishes?cold=true")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_list_of_cold_wishes_is_paged_oldest_first()
    {
        var place = await lane.NewCommunity();
        var ids = new List<string>();
        for (var number = 0; number < 3; number++)
            ids.Add((await WishStory.In(lane, "open", place)).Id);
        lane.Clock.Advance(ColdAfter);
        await lane.Run<AgeOpenWishes>();

        var first = (await lane.Anyone.Get($"/open/v1/wishes?cold=true&areaId={place.IdText}&limit=2")).ShouldBe(200);
        var rest = await lane.Anyone.IdsOf($"/open/v1/wishes?cold=true&areaId={place.IdText}&limit=2&after={first.Text("next")}");

        first.Items.Select(item => item.GetProperty("id").GetString()).Concat(rest).ShouldBe(ids);
    }

    [Theory]
    [InlineData("cold=yes")]
    [InlineData("cold=true&status=open")]
    [InlineData("cold=true&category=microService")]
    public async Task A_filter_that_makes_no_sense_is_refused(string query) =>
        (await lane.Anyone.Get("/open/v1/wishes?" + query)).ShouldBeRefused(400, "request.invalid");

    private async Task<WishStory> Cold()
    {
        var story = await WishStory.In(lane, "open");
        lane.Clock.Advance(ColdAfter);
        await lane.Run<AgeOpenWishes>();
        (await story.EventsOf("turnCold")).ShouldBe(1);
        return story;
    }

    /// <summary>Someone who speaks for a unit that stands by the community.</summary>
    private async Task<Person> PairedSecretary(Community community)
    {
        var secretary = await lane.NewMember(community);
        var unitId = await lane.Sql.Insert("INSERT INTO units (district_id, name, eligible_members, created_at) VALUES (@DistrictId, @name, 10, @Now)",
            new { community.DistrictId, name = lane.Unique("单位"), lane.Clock.Now });
        await lane.Sql.Execute("UPDATE registrations SET unit_id = @unitId WHERE user_id = @Id", new { unitId, secretary.Id });
        await lane.Sql.Execute("INSERT INTO unit_secretaries (unit_id, user_id, appointed_by, appointed_at) VALUES (@unitId, @Id, @Id, @Now)",
            new { unitId, secretary.Id, lane.Clock.Now });
        await lane.Sql.Execute("INSERT INTO unit_pairings (unit_id, community_id, paired_by, paired_at) VALUES (@unitId, @communityId, @Id, @Now)",
            new { unitId, communityId = community.Id, secretary.Id, lane.Clock.Now });
        return secretary;
    }

    private async Task<Answer> Public(WishStory story) => (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).ShouldBe(200);
}
