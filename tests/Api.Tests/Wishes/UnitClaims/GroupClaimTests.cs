using LinYuan.Tests.Registrations.Units;

namespace LinYuan.Tests.Wishes.UnitClaims;

public sealed class GroupClaimTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_member_who_goes_is_the_claimer_and_the_secretary_sees_no_contact()
    {
        var (unit, story, secretary, member) = await Begin();

        var claimed = (await For(story, secretary, unit, member)).ShouldBe(200);

        claimed["contact"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        claimed["lease.contactBy"].GetDateTimeOffset().ShouldBe(lane.Clock.Now + WishStory.ContactLimit);
        claimed.Body.ShouldNotContain("13900000000");
        (await story.Reveals()).ShouldBeEmpty();
        (await story.Row<long>("claimer_id")).ShouldBe(member.Id);
        (await story.By(secretary, "contact-reveals")).ShouldBeRefused(403, "access.denied");
        (await story.By(member, "contact-reveals")).ShouldBe(201).Text("contact.phone").ShouldBe("13900000000");
        (await story.Reveals()).Count.ShouldBe(1);

        await story.Contacted(member);
        (await story.By(member, "deliver", new { handoverCode = await story.HandoverCode() })).ShouldBe(200);
        ((await member.Points()), (await secretary.Points())).ShouldBe((20, 0));
        (await story.Events()).ShouldContain("claim:open->claimed:coordinator");
    }

    [Fact]
    public async Task A_secretary_may_go_in_person_and_then_has_the_contact()
    {
        var (unit, story, secretary, _) = await Begin();

        var claimed = (await story.By(secretary, "claim", new { unitId = unit.Id })).ShouldBe(200);

        claimed.Text("contact.phone").ShouldBe("13900000000");
        claimed.Text("wish.claimedFor.id").ShouldBe(unit.Id);
        (await story.Reveals()).Count.ShouldBe(1);
        (await story.Events()).ShouldContain("claim:open->claimed:claimer");
    }

    [Fact]
    public async Task A_personal_claim_with_or_without_an_empty_body_stays_what_it_was()
    {
        foreach (var body in new object?[] { null, new { } })
        {
            var story = await WishStory.In(lane, "open");
            var key = Client.NewKey();
            var claimed = (await story.By(story.Claimer, "claim", body, key)).ShouldBe(200);
            claimed.Text("contact.phone").ShouldBe("13900000000");
            claimed.Text("wish.claimedFor").ShouldBeNull();
            (await story.By(story.Claimer, "claim", body, key)).ShouldBe(200).IsReplay.ShouldBeTrue();
            (await lane.Sql.Value<long?>("SELECT claimed_by FROM wish_claims WHERE wish_id = @Id", new { story.Id })).ShouldBeNull();
        }
    }

    [Fact]
    public async Task Everyone_reads_the_name_of_the_unit_and_of_no_person()
    {
        var (unit, story, secretary, member) = await Begin();
        (await For(story, secretary, unit, member)).ShouldBe(200);
        var name = await lane.Sql.Value<string>("SELECT name FROM units WHERE id = @Id", new { unit.Id });
        var passerBy = await lane.NewPerson();

        foreach (var (reader, path) in new (Client, string)[]
        {
            (lane.Anyone, $"/open/v1/wishes/{story.Id}"), (passerBy, $"/api/v1/wishes/{story.Id}"), (story.Author, $"/api/v1/wishes/{story.Id}"),
            (member, $"/api/v1/wishes/{story.Id}"), (story.Staff, $"/api/v1/wishes/{story.Id}"),
        })
        {
            var answer = (await reader.Get(path)).ShouldBe(200);
            (answer.Text("claimedFor.kind"), answer.Text("claimedFor.id"), answer.Text("claimedFor.name")).ShouldBe(("unit", unit.Id, name));
            answer.Body.ShouldNotContain("测");
        }
        var list = (await lane.Anyone.Get($"/open/v1/wishes?areaId={unit.Community.Id}")).ShouldBe(200);
        list.Text("items.0.claimedFor.name").ShouldBe(name);
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).Body.ShouldNotContain($"\"{member.Id}\"");
    }

    [Fact]
    public async Task Only_who_speaks_for_the_unit_or_leads_the_team_claims_for_it_and_only_its_members_are_sent()
    {
        var (unit, story, secretary, member) = await Begin();
        var otherUnit = await UnitStory.Begin(lane, unit.Community);
        var stranger = await otherUnit.NewSecretary();
        var team = await Team(unit.Community, secretary);

        (await For(story, member, unit, member)).ShouldBeRefused(403, "access.denied");
        (await For(story, stranger, unit, member)).ShouldBeRefused(403, "access.denied");
        (await story.By(member, "claim", new { teamId = team, memberId = member.Id.ToString() })).ShouldBeRefused(403, "access.denied");
        (await story.By(secretary, "claim", new { teamId = team, memberId = member.Id.ToString() })).ShouldBeRefused(400, "request.invalid");
        foreach (var other in new[] { stranger, await unit.NewOutsider(), await unit.NewMember("courier") })
            (await For(story, secretary, unit, other)).ShouldBeRefused(400, "request.invalid")["errors.memberId"].GetArrayLength().ShouldBe(1);
        (await story.By(secretary, "claim", new { memberId = member.Id.ToString() })).ShouldBeRefused(400, "request.invalid");
        (await story.By(secretary, "claim", new { unitId = unit.Id, teamId = team })).ShouldBeRefused(400, "request.invalid");
        await unit.End(secretary);
        (await For(story, secretary, unit, member)).ShouldBeRefused(403, "access.denied");
        (await story.Status()).ShouldBe("open");
    }

    [Fact]
    public async Task A_leader_sends_a_member_of_the_team()
    {
        var (unit, story, leader, member) = await Begin();
        var team = await Team(unit.Community, leader);
        (await leader.Post($"/api/v1/teams/{team}/members", new { memberId = member.Id.ToString() })).ShouldBe(201);

        var claimed = (await story.By(leader, "claim", new { teamId = team, memberId = member.Id.ToString() })).ShouldBe(200);

        (claimed.Text("wish.claimedFor.kind"), claimed.Text("wish.claimedFor.id")).ShouldBe(("team", team));
        (await story.Row<long>("claimer_id")).ShouldBe(member.Id);
    }

    [Fact]
    public async Task Nobody_claims_their_own_wish_for_a_unit_and_whose_wish_it_is_cannot_be_found_out_by_naming_people()
    {
        var (unit, _, secretary, member) = await Begin();
        var byMember = await Posted(unit, member);
        var bySecretary = await Posted(unit, secretary);
        var second = await unit.NewSecretary();

        (await For(bySecretary, secretary, unit, member)).ShouldBeRefused(403, "wish.own_claim");
        (await For(byMember, secretary, unit, member)).ShouldBeRefused(409, "wish.member_unavailable");
        (await For(bySecretary, second, unit, member)).ShouldBe(200);
        (await bySecretary.By(secretary, "name-member", new { memberId = second.Id.ToString() })).ShouldBeRefused(403, "wish.own_claim");
        (await bySecretary.By(secretary, "release", new { reason = "自己的心愿" })).ShouldBeRefused(403, "access.denied");
        (await bySecretary.SeenBy(secretary)).Moves().ShouldNotContain("nameMember");
    }

    [Fact]
    public async Task The_secretary_lists_what_the_unit_took_on_without_any_contact()
    {
        var (unit, story, secretary, member) = await Begin();
        (await For(story, secretary, unit, member)).ShouldBe(200);

        var listed = (await secretary.Get("/api/v1/me/coordinated-claims")).ShouldBe(200);

        listed.Items.ShouldHaveSingleItem();
        (listed.Text("items.0.wish.id"), listed.Text("items.0.member.memberId"), listed.Text("items.0.member.name"))
            .ShouldBe((story.Id, member.Id.ToString(), "测*"));
        listed.Moves("items.0.wish.actions").ShouldBe(["release", "nameMember"], ignoreOrder: true);
        listed.Body.ShouldNotContain("13900000000");
        (await secretary.Get("/api/v1/me/claims")).ShouldBe(200).Items.ShouldBeEmpty();
        (await member.Get("/api/v1/me/claims")).ShouldBe(200).Items.ShouldHaveSingleItem();
        (await member.Get("/api/v1/me/coordinated-claims")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_member_is_told_and_may_decline_and_the_secretary_may_give_the_wish_back()
    {
        var (unit, story, secretary, member) = await Begin();
        (await For(story, secretary, unit, member)).ShouldBe(200);
        (await MessagesTo(member, story)).ShouldBe(["wish.namedToGo"]);
        (await MessagesTo(secretary, story)).ShouldBeEmpty();
        await story.Release(member);
        (await story.Status()).ShouldBe("open");

        (await For(story, secretary, unit, member)).ShouldBe(200);
        await story.Release(secretary);

        (await story.Claims()).ShouldBe(["released", "released"]);
        (await story.Events()).ShouldContain("release:claimed->open:coordinator");
        (await MessagesTo(member, story)).ShouldBe(["wish.namedToGo", "wish.namedToGo", "wish.givenBack"]);
        (await story.By(member, "contact-reveals")).ShouldBeRefused(409, "wish.lease_over");
        (await lane.Anyone.Get($"/open/v1/wishes/{story.Id}")).Text("claimedFor").ShouldBeNull();
    }

    [Fact]
    public async Task A_secretary_reads_what_is_held_on_them_and_takes_their_words_along()
    {
        var (unit, story, secretary, member) = await Begin();
        (await For(story, secretary, unit, member)).ShouldBe(200);
        await story.Release(secretary);
        var held = (await secretary.Get("/api/v1/me/data")).ShouldBe(200);
        (held.Text("claimsForGroups.0.wishId"), held.Text("claimsForGroups.0.forId")).ShouldBe((story.Id, unit.Id));

        (await secretary.Delete("/api/v1/me")).ShouldBe(204);

        (await lane.Sql.Count("wish_events WHERE wish_id = @Id AND reason_enc IS NOT NULL", new { story.Id })).ShouldBe(0);
    }

    private Task<IReadOnlyList<string>> MessagesTo(Person who, WishStory story) => lane.Sql.List<string>(
        "SELECT kind FROM outbox_messages WHERE recipient_id = @Who AND subject_id = @Id AND kind LIKE 'wish.%' ORDER BY id", new { Who = who.Id, story.Id });

    private async Task<(UnitStory Unit, WishStory Story, Person Secretary, Person Member)> Begin()
    {
        var unit = await UnitStory.Begin(lane);
        return (unit, await WishStory.In(lane, "open", unit.Community), await unit.NewSecretary(), await unit.NewMember());
    }

    private async Task<WishStory> Posted(UnitStory unit, Person author)
    {
        var story = new WishStory(lane, unit.Community, author, await unit.Community.Staff(), await lane.NewMember(unit.Community));
        await story.Reach("open");
        return story;
    }

    private async Task<string> Team(Community place, Person leader) => (await (await place.Staff()).Post(
        "/staff/v1/teams", new { communityId = place.IdText, name = lane.Unique("队"), leaderId = leader.Id.ToString() })).ShouldBe(201).Id;

    private static Task<Answer> For(WishStory story, Person by, UnitStory unit, Person member) =>
        story.By(by, "claim", new { unitId = unit.Id, memberId = member.Id.ToString() });
}
