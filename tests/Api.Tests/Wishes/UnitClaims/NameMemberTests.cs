using LinYuan.Tests.Registrations.Units;

namespace LinYuan.Tests.Wishes.UnitClaims;

public sealed class NameMemberTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("claimed")]
    [InlineData("inProgress")]
    public async Task The_contact_is_closed_to_the_former_member_at_once_and_open_to_the_new_one(string state)
    {
        var (unit, story, secretary, former) = await Claimed();
        var key = Client.NewKey();
        (await story.By(former, "contact-reveals", key: key)).ShouldBe(201);
        if (state == "inProgress")
            await story.Contacted(former);
        var next = await unit.NewMember();

        var named = (await Name(story, secretary, next)).ShouldBe(200);

        named.Text("status").ShouldBe(state);
        foreach (var refused in new[] { await story.By(former, "contact-reveals"), await story.By(former, "contact-reveals", key: key) })
            refused.ShouldBeRefused(409, "wish.lease_over");
        (await story.By(former, "release", new { reason = "我已不去了" })).ShouldBeRefused(409, "wish.lease_over");
        (await story.Reveals()).Count.ShouldBe(1);
        (await story.By(next, "contact-reveals")).ShouldBe(201).Text("contact.phone").ShouldBe("13900000000");
        (await story.Reveals()).Count.ShouldBe(2);
        (await story.Claims()).ShouldBe(["reassigned", "live"]);
        (await story.EventsOf("nameMember")).ShouldBe(1);
    }

    [Theory]
    [InlineData("delivered")]
    [InlineData("disputed")]
    public async Task Nobody_is_sent_once_it_is_delivered_and_the_thanks_stay_with_whoever_went(string state)
    {
        var (unit, story, secretary, member) = await Claimed();
        await story.Contacted(member);
        (await story.By(member, "deliver")).ShouldBe(200);
        if (state == "disputed")
            await story.Dispute();

        (await Name(story, secretary, await unit.NewMember())).ShouldBeRefused(409, "wish.wrong_state");

        (await story.Row<long>("claimer_id")).ShouldBe(member.Id);
    }

    [Fact]
    public async Task A_secretary_who_was_to_go_loses_the_contact_by_naming_somebody_else_also_in_a_repeated_answer()
    {
        var unit = await UnitStory.Begin(lane);
        var (story, secretary, next, key) = (await WishStory.In(lane, "open", unit.Community), await unit.NewSecretary(), await unit.NewMember(), Client.NewKey());
        (await story.By(secretary, "claim", new { unitId = unit.Id }, key)).ShouldBe(200).Text("contact.phone").ShouldBe("13900000000");

        (await Name(story, secretary, next)).ShouldBe(200).Body.ShouldNotContain("13900000000");

        (await story.By(secretary, "claim", new { unitId = unit.Id }, key)).ShouldBeRefused(409, "wish.lease_over");
        (await story.By(secretary, "contact-reveals")).ShouldBeRefused(409, "wish.lease_over");
        await story.Release(secretary);
    }

    [Fact]
    public async Task Neither_the_limits_nor_the_extension_nor_the_reminders_begin_anew()
    {
        var (unit, story, secretary, former) = await Claimed();
        (await story.By(former, "extend", new { reason = "还要几天" })).ShouldBe(200);
        await story.LetPass(TimeSpan.FromHours(80));
        var end = await story.Row<DateTime>("contact_by");
        var limit = await Limit(story);
        var next = await unit.NewMember();

        (await Name(story, secretary, next)).ShouldBe(200);

        (await story.Row<DateTime>("contact_by")).ShouldBe(end);
        (await Limit(story)).ShouldBe(limit);
        (await story.By(next, "extend", new { reason = "再要几天" })).ShouldBeRefused(409, "wish.extension_used");
        await story.LetPass(TimeSpan.FromHours(64));
        (await story.Claims()).ShouldBe(["reassigned", "expired"]);
        (await Name(story, secretary, former)).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task Only_who_speaks_for_the_unit_names_and_only_its_people()
    {
        var (unit, story, secretary, former) = await Claimed();
        var (next, other) = (await unit.NewMember(), await UnitStory.Begin(lane, unit.Community));

        foreach (var who in new[] { former, next, story.Staff, await other.NewSecretary(), await lane.NewPerson() })
            (await Name(story, who, next)).ShouldBeRefused(403, "access.denied");
        (await Name(story, story.Author, next)).ShouldBeRefused(403, "wish.own_claim");
        (await Name(story, secretary, await unit.NewOutsider())).ShouldBeRefused(400, "request.invalid");
        (await Name(story, secretary, former)).ShouldBeRefused(400, "request.invalid");
        (await Name(story, await unit.NewSecretary(), next)).ShouldBe(200);
        await unit.District.Delete($"/staff/v1/units/{unit.Id}/secretaries/{secretary.Id}");
        (await Name(story, secretary, former)).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task A_personal_claim_has_nobody_who_names_another()
    {
        var story = await WishStory.In(lane, "claimed");
        (await Name(story, story.Claimer, await lane.NewMember(story.Community))).ShouldBeRefused(409, "wish.wrong_state");
        (await Name(story, story.Staff, story.Claimer)).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task Two_secretaries_at_once_leave_one_member_with_the_contact()
    {
        for (var round = 0; round < 5; round++)
        {
            var (unit, story, one, former) = await Claimed();
            var (other, left, right) = (await unit.NewSecretary(), await unit.NewMember(), await unit.NewMember());

            var answers = await Task.WhenAll(Name(story, one, left), Name(story, other, right), Name(story, one, right), Name(story, other, left));

            answers.ShouldAllBe(answer => answer.Status == 200 || answer.Status == 400 || answer.Status == 409);
            answers.Count(answer => answer.Status == 200).ShouldBeGreaterThan(0);
            var claimer = await story.Row<long>("claimer_id");
            new[] { left.Id, right.Id }.ShouldContain(claimer);
            (await lane.Sql.List<long>("SELECT member_id FROM wish_claims WHERE wish_id = @Id AND live = 1", new { story.Id })).ShouldBe([claimer]);
            (await story.EventsOf("nameMember")).ShouldBe(answers.Count(answer => answer.Status == 200));
            (await story.By(former, "contact-reveals")).ShouldBeRefused(409, "wish.lease_over");
        }
    }

    [Fact]
    public async Task The_new_member_the_former_one_and_the_resident_are_told()
    {
        var (unit, story, secretary, former) = await Claimed();
        var next = await unit.NewMember();

        (await Name(story, secretary, next)).ShouldBe(200);

        (await Last(next, story)).ShouldBe("wish.namedToGo");
        (await Last(former, story)).ShouldBe("wish.anotherGoes");
        (await Last(story.Author, story)).ShouldBe("wish.helperChanged");
        await lane.DeliverOutbox();
        (await story.Messages("wish.namedToGo")).ShouldBe(["wish.namedToGo:obsolete", "wish.namedToGo:delivered"]);
    }

    private Task<string?> Last(Person who, WishStory story) => lane.Sql.Value<string>(
        "SELECT kind FROM outbox_messages WHERE recipient_id = @Who AND subject_id = @Id ORDER BY id DESC LIMIT 1", new { Who = who.Id, story.Id });

    private Task<string?> Limit(WishStory story) => lane.Sql.Value<string>("""
        SELECT CONCAT_WS('/', extended_at, limit_from, remind_at, reminders) FROM wish_claims WHERE wish_id = @Id AND live = 1
        """, new { story.Id });

    private async Task<(UnitStory Unit, WishStory Story, Person Secretary, Person Member)> Claimed()
    {
        var unit = await UnitStory.Begin(lane);
        var (story, secretary, member) = (await WishStory.In(lane, "open", unit.Community), await unit.NewSecretary(), await unit.NewMember());
        (await story.By(secretary, "claim", new { unitId = unit.Id, memberId = member.Id.ToString() })).ShouldBe(200);
        return (unit, story, secretary, member);
    }

    private static Task<Answer> Name(WishStory story, Person by, Person member) =>
        story.By(by, "name-member", new { memberId = member.Id.ToString() });
}
