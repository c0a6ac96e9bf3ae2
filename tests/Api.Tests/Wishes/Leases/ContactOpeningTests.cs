using LinYuan.Tests.Registrations.Units;

namespace LinYuan.Tests.Wishes.Leases;

/// <summary>How many residents' contacts one member may see, whatever they hold at the moment.</summary>
public sealed class ContactOpeningTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const int InHand = 5;
    private const int PerDay = 8;
    private const int PerWeek = 20;
    private static readonly object Reason = new { reason = "这周要出差" };
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Twelve_rounds_of_claim_read_and_release_are_five_and_the_residents_see_each_and_staff_are_told()
    {
        var (member, stories) = await Open(12);
        List<Answer> claims = [];
        foreach (var story in stories)
        {
            claims.Add(await story.By(member, "claim"));
            if (claims[^1].Status != 200)
                continue;
            (await story.By(member, "contact-reveals")).ShouldBe(201);
            await story.Release(member);
        }

        claims.Select(claim => claim.Status).ShouldBe([.. Enumerable.Repeat(200, InHand), .. Enumerable.Repeat(409, 12 - InHand)]);
        claims[^1].ShouldBeRefused(409, "wish.claim_limit").Text("title")!.ShouldContain("以后再来");
        foreach (var (story, index) in stories.Select((story, index) => (story, index)))
            (await story.Reveals()).Count.ShouldBe(index < InHand ? 2 : 0);
        (await ToldOf(stories)).ShouldBe([stories[0].Staff.Id]);
        (await lane.DeliverOutbox()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Staff_who_are_told_find_the_member_among_their_registrations_and_nobody_else_reads_the_list()
    {
        var (member, stories) = await Open(1);
        await stories[0].Claim(member);
        var path = $"/staff/v1/wishes/{stories[0].Id}/contact-reveals";

        var seen = (await stories[0].Staff.Get(path)).ShouldBe(200).Items.Single();

        (seen.GetProperty("who").GetString(), seen.GetProperty("at").GetDateTimeOffset()).ShouldBe(("测*（在职党员）", lane.Clock.Now));
        (await lane.Sql.Value<string>("SELECT CAST(id AS char) FROM registrations WHERE user_id = @Id", member)).ShouldBe(seen.GetProperty("registrationId").GetString());
        (await (await (await lane.NewCommunity()).Staff()).Get(path)).ShouldBeRefused(404, "resource.not_found");
        foreach (var other in new[] { member, stories[0].Author, await lane.NewPerson() })
            (await other.Get(path)).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task Whoever_waits_an_hour_between_is_stopped_after_eight_in_a_day_and_twenty_in_a_week()
    {
        var (member, stories) = await Open(PerWeek + 2);
        var seen = 0;
        for (var day = 0; day < 3; day++)
        {
            var today = Math.Min(PerDay, PerWeek - seen);
            for (var round = 0; round < today; round++, seen++)
            {
                await stories[seen].Claim(member);
                await stories[seen].Release(member);
                lane.Clock.Advance(TimeSpan.FromHours(1));
            }
            var refused = (await stories[seen].By(member, "claim")).ShouldBeRefused(429, "wish.contact_limit");
            var wait = day < 2 ? TimeSpan.FromHours(24 - PerDay) : TimeSpan.FromDays(7 - 2) - TimeSpan.FromHours(PerWeek - 2 * PerDay);
            refused.Header("Retry-After").ShouldBe($"{wait.TotalSeconds:0}");
            (await stories[seen].SeenBy(member)).Actions().ShouldNotContain("claim");
            (await member.Get("/api/v1/me/claim-allowance")).ShouldBe(200)["contactsClosedUntil"].GetDateTimeOffset().ShouldBe(lane.Clock.Now + wait);
            lane.Clock.Advance(wait);
            await member.SignIn();
        }

        seen.ShouldBe(PerWeek);
        await stories[seen].Claim(member);
        (await lane.Sql.Count("contact_reveals WHERE viewer_id = @Id", member)).ShouldBe(PerWeek + 1);
    }

    [Fact]
    public async Task The_contact_of_a_wish_that_is_held_is_opened_again_without_counting()
    {
        var (member, stories) = await Open(2);
        await stories[0].Claim(member);
        for (var again = 0; again < 2 * PerDay; again++)
            (await stories[0].By(member, "contact-reveals")).ShouldBe(201);

        await stories[1].Claim(member);

        (await stories[0].Reveals()).Count.ShouldBe(2 * PerDay + 1);
    }

    [Fact]
    public async Task A_wish_given_back_an_hour_after_its_contact_was_opened_or_by_staff_counts_no_more()
    {
        var (member, stories) = await Open(3);
        await stories[0].Claim(member);
        await stories[1].Claim(member);
        (await stories[1].ByStaff(stories[1].Staff, "release-claim", Reason)).ShouldBe(200);
        lane.Clock.Advance(TimeSpan.FromMinutes(59));
        await stories[2].Claim(member);
        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        await stories[0].Release(member);
        await Cooling(member, 0);

        await stories[2].Release(member);

        await Cooling(member, 1);
        lane.Clock.Advance(TimeSpan.FromMinutes(59));
        await Cooling(member, 0);
    }

    [Fact]
    public async Task Claims_at_once_of_a_member_with_one_opening_left_get_one()
    {
        var (member, stories) = await Open(PerDay + 3);
        foreach (var story in stories[..(PerDay - 1)])
        {
            await story.Claim(member);
            await story.Contacted(member);
            (await story.By(member, "deliver")).ShouldBe(200);
        }

        var answers = await Task.WhenAll(stories[(PerDay - 1)..].Select(story => story.By(member, "claim")));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        foreach (var refused in answers.Where(answer => answer.Status != 200))
            refused.ShouldBeRefused(429, "wish.contact_limit");
    }

    [Fact]
    public async Task Who_is_sent_for_a_unit_counts_like_who_claims_and_is_not_sent_any_more_at_the_cap()
    {
        var unit = await UnitStory.Begin(lane);
        var (secretary, member) = (await unit.NewSecretary(), await unit.NewMember());
        var stories = await Task.WhenAll(Enumerable.Range(0, PerDay + 1).Select(_ => WishStory.In(lane, "open", unit.Community)));
        foreach (var story in stories[..PerDay])
        {
            (await story.By(secretary, "claim", new { unitId = unit.Id, memberId = member.Id.ToString() })).ShouldBe(200);
            (await story.By(member, "contact-reveals")).ShouldBe(201);
            (await story.By(secretary, "release", Reason)).ShouldBe(200);
            lane.Clock.Advance(TimeSpan.FromHours(1));
        }

        (await stories[PerDay].By(secretary, "claim", new { unitId = unit.Id, memberId = member.Id.ToString() })).ShouldBeRefused(409, "wish.member_unavailable");

        var second = await unit.NewMember();
        (await stories[PerDay].By(secretary, "claim", new { unitId = unit.Id, memberId = second.Id.ToString() })).ShouldBe(200);
        (await stories[PerDay].By(secretary, "name-member", new { memberId = member.Id.ToString() })).ShouldBeRefused(409, "wish.member_unavailable");
        (await ToldOf(stories)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_nobody_works_in_the_community_those_above_are_told()
    {
        var (member, stories) = await Open(3);
        var street = await lane.NewStaff(stories[0].Community.StreetId);
        await lane.Sql.Execute("DELETE FROM staff_roles WHERE area_id = @Id", new { stories[0].Community.Id });
        foreach (var story in stories)
        {
            await story.Claim(member);
            await story.Release(member);
        }

        (await ToldOf(stories)).ShouldBe([street.Id]);
    }

    private static async Task Cooling(Person member, int wishes) =>
        (await member.Get("/api/v1/me/claim-allowance")).ShouldBe(200).Number("coolingDown").ShouldBe(wishes);

    private async Task<IReadOnlyList<long>> ToldOf(IReadOnlyList<WishStory> stories) => await lane.Sql.List<long>(
        "SELECT recipient_id FROM outbox_messages WHERE kind = 'wish.contactsOpened' AND subject_id IN @ids ORDER BY id", new { ids = stories.Select(story => story.Id) });

    /// <summary>Open wishes of one community, each of another resident, and a member of it.</summary>
    private async Task<(Person Member, WishStory[] Stories)> Open(int wishes)
    {
        var place = await lane.NewCommunity();
        return (await lane.NewMember(place), await Task.WhenAll(Enumerable.Range(0, wishes).Select(_ => WishStory.In(lane, "open", place))));
    }
}
