using System.Xml.Linq;

namespace LinYuan.Tests.Wishes.Leases;

/// <summary>What staff do for a claim: more time, taking it back, a new code, a card.</summary>
public sealed class StaffClaimTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private static readonly object Reason = new { reason = "电话里商量好了" };
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Staff_extend_a_claim_once_before_or_after_the_claimer_did(bool claimerFirst)
    {
        var story = await WishStory.In(lane, "inProgress");
        var before = (await story.SeenBy(story.Claimer))["lease.deliverBy"].GetDateTimeOffset();

        if (claimerFirst)
            await story.Extend();
        (await story.ByStaff(story.Staff, "extend-claim", Reason)).ShouldBe(200);
        if (!claimerFirst)
            await story.Extend();

        (await story.ByStaff(story.Staff, "extend-claim", Reason)).ShouldBeRefused(409, "wish.extension_used");
        (await story.SeenBy(story.Claimer))["lease.deliverBy"].GetDateTimeOffset().ShouldBe(before.AddDays(6));
        (await story.EventsOf("extendClaim")).ShouldBe(1);
        (await story.Messages("wish.extended")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Extensions_by_two_of_the_staff_at_once_give_one()
    {
        var story = await WishStory.In(lane, "claimed");
        var other = await lane.NewStaff(story.Community.StreetId);

        var answers = await Task.WhenAll(story.ByStaff(story.Staff, "extend-claim", Reason), story.ByStaff(other, "extend-claim", Reason));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Single(answer => answer.Status != 200).ShouldBeRefused(409, "wish.extension_used");
        (await story.Row<DateTime>("contact_by")).ShouldBe((lane.Clock.Now + WishStory.ContactLimit).UtcDateTime.AddDays(3));
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("inProgress")]
    public async Task Staff_take_a_wish_back_and_the_contact_is_locked_at_the_next_request(string status)
    {
        var story = await WishStory.In(lane, status);

        var answers = await Task.WhenAll(story.ByStaff(story.Staff, "release-claim", Reason), story.ByStaff(story.Staff, "release-claim", Reason));

        answers.Count(answer => answer.Status == 200).ShouldBe(1);
        answers.Single(answer => answer.Status != 200).ShouldBeRefused(409, "wish.wrong_state");
        (await story.By(story.Claimer, "contact-reveals")).ShouldBeRefused(409, "wish.lease_over");
        (await story.Events())[^1].ShouldBe($"releaseClaim:{status}->open:staff");
        (await story.Claims()).ShouldBe(["released"]);
        (await story.Messages("wish.takenBack")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_extension_given_before_the_contact_is_not_taken_back_by_it(bool byStaff)
    {
        var story = await WishStory.In(lane, "claimed");
        var promised = (await story.SeenBy(story.Claimer))["lease.deliverBy"].GetDateTimeOffset().AddDays(3);
        if (byStaff)
            (await story.ByStaff(story.Staff, "extend-claim", Reason)).ShouldBe(200);
        else
            await story.Extend();

        (await story.Contacted())["lease.deliverBy"].GetDateTimeOffset().ShouldBe(promised);
    }

    [Fact]
    public async Task A_code_that_is_replaced_gives_no_new_tries_to_whoever_used_theirs_up()
    {
        var story = await WishStory.In(lane, "inProgress");
        var code = await story.HandoverCode();
        for (var guess = 0; guess < 5; guess++)
            await story.By(story.Claimer, "deliver", new { handoverCode = Other(code) });

        (await story.ByStaff(story.Staff, "handover-code/renew", Reason)).ShouldBe(200);

        (await story.EventsOf("renewHandoverCode")).ShouldBe(1);
        (await story.By(story.Claimer, "deliver", new { handoverCode = await story.HandoverCode() })).ShouldBeRefused(409, "wish.handover_code_locked");
        (await story.Deliver()).Text("status").ShouldBe("delivered");
    }

    [Fact]
    public async Task A_code_that_was_lost_is_replaced_and_the_new_one_proves_the_meeting()
    {
        var story = await WishStory.In(lane, "inProgress");

        (await story.ByStaff(story.Staff, "handover-code/renew", Reason)).ShouldBe(200);

        (await story.Deliver(await story.HandoverCode())).Text("status").ShouldBe("fulfilled");
    }

    [Fact]
    public async Task The_card_shows_the_code_and_names_nobody_and_the_author_reads_that_it_was_printed()
    {
        var story = await WishStory.In(lane, "claimed");
        var code = await story.HandoverCode();

        var card = (await story.Staff.Get($"/staff/v1/wishes/{story.Id}/handover-card.svg")).ShouldBe(200);

        card.Header("Content-Type").ShouldBe("image/svg+xml; charset=utf-8");
        card.Header("Cache-Control").ShouldBe("no-store, private");
        var svg = XDocument.Parse(card.Body).Root!;
        (svg.Attribute("width")?.Value, svg.Attribute("height")?.Value).ShouldBe(("105mm", "148mm"));
        var texts = svg.Elements().Where(element => element.Name.LocalName == "text").Select(text => text.Value).ToList();
        texts.ShouldContain(string.Join(' ', code.ToCharArray()));
        texts.ShouldContain(story.Community.Name);
        foreach (var personal in new[] { "测试居民", "13900000000", "一号楼二单元", "测试用名" })
            card.Body.ShouldNotContain(personal);
        var last = (await story.Author.Get($"/api/v1/wishes/{story.Id}/timeline")).ShouldBe(200).Items[^1];
        (last.GetProperty("action").GetString(), last.GetProperty("by").GetString()).ShouldBe(("printCard", "staff"));
    }

    [Theory]
    [InlineData("open")]
    [InlineData("delivered")]
    [InlineData("fulfilled")]
    public async Task Without_a_claim_there_is_nothing_to_do_for_staff(string status)
    {
        var story = await WishStory.In(lane, status);
        var events = await story.Events();

        foreach (var answer in await TryAll(story, story.Staff))
            answer.ShouldBeRefused(409, "wish.wrong_state");

        (await story.Events()).ShouldBe(events);
    }

    [Fact]
    public async Task When_the_lease_is_over_staff_are_too_late_even_if_no_job_has_run()
    {
        var story = await WishStory.In(lane, "claimed");
        lane.Clock.Advance(WishStory.ContactLimit);

        foreach (var answer in await TryAll(story, story.Staff))
            answer.ShouldBeRefused(409, "wish.wrong_state");
    }

    [Fact]
    public async Task Nobody_acts_in_their_own_case_and_other_areas_find_nothing()
    {
        var place = await lane.NewCommunity();
        var helper = await (await lane.NewMember(place)).BecomesStaffOf(place.Id);
        var resident = await (await lane.NewPerson()).BecomesStaffOf(place.StreetId);
        var story = new WishStory(lane, place, resident, await place.Staff(), helper);
        await story.Reach("claimed");

        foreach (var concerned in new[] { helper, resident })
        {
            foreach (var answer in await TryAll(story, concerned))
                answer.ShouldBeRefused(403, "wish.own_case");
        }
        foreach (var answer in await TryAll(story, await lane.NewStaff((await lane.NewCommunity()).Id)))
            answer.ShouldBeRefused(404, "resource.not_found");
        foreach (var answer in await TryAll(story, await lane.NewMember(place)))
            answer.ShouldBeRefused(403, "access.denied");
        (await story.Status()).ShouldBe("claimed");
    }

    private static async Task<Answer[]> TryAll(WishStory story, Person who) =>
    [
        await story.ByStaff(who, "extend-claim", Reason),
        await story.ByStaff(who, "release-claim", Reason),
        await story.ByStaff(who, "handover-code/renew", Reason),
        await who.Get($"/staff/v1/wishes/{story.Id}/handover-card.svg"),
    ];

    private static string Other(string code) => code == "0000" ? "0001" : "0000";
}
