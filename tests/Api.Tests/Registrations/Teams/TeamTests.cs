namespace LinYuan.Tests.Registrations.Teams;

public sealed class TeamTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Staff_of_the_community_the_street_and_the_district_set_up_teams_and_nobody_else()
    {
        var place = await lane.NewCommunity();
        var leader = await lane.NewMember(place);
        foreach (var staff in new[] { await place.Staff(), await lane.NewStaff(place.StreetId), await lane.NewStaff(place.DistrictId) })
            (await SetUp(staff, place, leader)).ShouldBe(201).Text("leader.name").ShouldBe("测*");

        var neighbour = await (await lane.NewCommunityIn(place.DistrictId)).Staff();
        (await SetUp(neighbour, place, leader)).ShouldBeRefused(404, "resource.not_found");
        var team = (await SetUp(await place.Staff(), place, leader)).ShouldBe(201).Id;
        (await neighbour.Get($"/staff/v1/teams/{team}")).ShouldBeRefused(404, "resource.not_found");
        (await neighbour.Patch($"/staff/v1/teams/{team}", new { name = "改个名字" })).ShouldBeRefused(404, "resource.not_found");
        (await neighbour.Get($"/staff/v1/teams/{team}/members")).ShouldBeRefused(404, "resource.not_found");
        (await neighbour.Delete($"/staff/v1/teams/{team}/members/{leader.Id}")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task A_leader_is_registered_in_the_district_and_not_as_a_courier_only()
    {
        var place = await lane.NewCommunity();
        var staff = await place.Staff();
        foreach (var other in new[] { await lane.NewCourier(place), await lane.NewPerson(), await lane.NewMember(await lane.NewCommunity()) })
            (await SetUp(staff, place, other)).ShouldBeRefused(400, "request.invalid")["errors.leaderId"].GetArrayLength().ShouldBe(1);
        var courier = await lane.NewCourier(place);
        await courier.RegistersWith(place, "volunteer");
        (await SetUp(staff, place, courier)).ShouldBe(201);
    }

    [Fact]
    public async Task A_name_stands_once_in_a_community_and_a_team_can_be_changed()
    {
        var place = await lane.NewCommunity();
        var (staff, leader, next) = (await place.Staff(), await lane.NewMember(place), await lane.NewMember(place));
        var name = lane.Unique("队");
        var team = (await SetUp(staff, place, leader, name)).ShouldBe(201).Id;
        (await SetUp(staff, place, leader, name)).ShouldBeRefused(409, "team.name_taken");
        var second = (await SetUp(staff, place, leader)).ShouldBe(201).Id;
        (await staff.Patch($"/staff/v1/teams/{second}", new { name })).ShouldBeRefused(409, "team.name_taken");

        var changed = (await staff.Patch($"/staff/v1/teams/{team}", new { kind = "repair", leaderId = next.Id.ToString() })).ShouldBe(200);

        (changed.Text("name"), changed.Text("kind"), changed.Text("leader.memberId")).ShouldBe((name, "repair", next.Id.ToString()));
        (await Members(leader, team)).ShouldBeRefused(403, "access.denied");
        (await Members(next, team)).ShouldBe(200);
    }

    [Fact]
    public async Task Lists_hold_the_subtree_and_follow_each_other_in_pages()
    {
        var here = await lane.NewCommunity();
        var beside = await lane.NewCommunityIn(here.DistrictId, here.StreetId);
        var district = await lane.NewStaff(here.DistrictId);
        var leader = await lane.NewMember(here);
        List<string> ids = [];
        foreach (var place in new[] { here, beside, here })
            ids.Add((await SetUp(district, place, leader)).ShouldBe(201).Id);

        (await Ids(await here.Staff(), "")).ShouldBe([ids[0], ids[2]]);
        (await Ids(district, "")).ShouldBe(ids);
        (await Ids(district, $"?areaId={beside.Id}")).ShouldBe([ids[1]]);
        var first = (await district.Get("/staff/v1/teams?limit=2")).ShouldBe(200);
        (await Ids(district, $"?limit=2&after={first.Text("next")}")).ShouldBe([ids[2]]);
    }

    [Fact]
    public async Task The_staff_and_the_leader_add_and_remove_members_whose_names_stay_masked()
    {
        var place = await lane.NewCommunity();
        var (staff, leader, one, other) = (await place.Staff(), await lane.NewMember(place), await lane.NewMember(place), await lane.NewMember(place));
        var team = (await SetUp(staff, place, leader)).ShouldBe(201).Id;
        var registration = (await other.Get("/api/v1/me/registrations")).Text("items.0.id");

        (await staff.Post($"/staff/v1/teams/{team}/members", new { memberId = one.Id.ToString() })).ShouldBe(201).Text("name").ShouldBe("测*");
        (await leader.Post($"/api/v1/teams/{team}/members", new { registrationId = registration })).ShouldBe(201).Text("memberId").ShouldBe(other.Id.ToString());
        (await leader.Post($"/api/v1/teams/{team}/members", new { registrationId = registration })).ShouldBe(201);
        foreach (var answer in new[] { await Members(leader, team), await staff.Get($"/staff/v1/teams/{team}/members") })
        {
            answer.ShouldBe(200).Items.Select(item => item.GetProperty("memberId").GetString()).ShouldBe([one.Id.ToString(), other.Id.ToString()]);
            answer.Body.ShouldNotContain("测试用名");
        }
        (await leader.Post($"/api/v1/teams/{team}/members", new { memberId = (await lane.NewCourier(place)).Id.ToString() })).ShouldBeRefused(400, "request.invalid");
        (await one.Post($"/api/v1/teams/{team}/members", new { memberId = one.Id.ToString() })).ShouldBeRefused(403, "access.denied");
        (await one.Delete($"/api/v1/teams/{team}/members/{other.Id}")).ShouldBeRefused(403, "access.denied");

        (await leader.Delete($"/api/v1/teams/{team}/members/{one.Id}")).ShouldBe(204);
        (await staff.Delete($"/staff/v1/teams/{team}/members/{other.Id}")).ShouldBe(204);
        (await Members(leader, team)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Statistics_count_the_teams_of_the_subtree()
    {
        var here = await lane.NewCommunity();
        var beside = await lane.NewCommunityIn(here.DistrictId);
        var district = await lane.NewStaff(here.DistrictId);
        var leader = await lane.NewMember(here);
        foreach (var place in new[] { here, here, beside })
            (await SetUp(district, place, leader)).ShouldBe(201);

        (await Counted(here.Id)).ShouldBe(2);
        (await Counted(beside.StreetId)).ShouldBe(1);
        (await Counted(here.DistrictId)).ShouldBe(3);
    }

    [Fact]
    public async Task Who_leaves_takes_their_roles_along_and_the_team_stays()
    {
        var unit = await Units.UnitStory.Begin(lane);
        var person = await unit.NewSecretary();
        var staff = await unit.Community.Staff();
        var led = (await SetUp(staff, unit.Community, person)).ShouldBe(201).Id;
        var joined = (await SetUp(staff, unit.Community, await unit.NewMember())).ShouldBe(201).Id;
        (await staff.Post($"/staff/v1/teams/{joined}/members", new { memberId = person.Id.ToString() })).ShouldBe(201);
        var held = (await person.Get("/api/v1/me/data")).ShouldBe(200);
        (held.Text("groups.secretaryOf.0.id"), held.Text("groups.leaderOf.0.id"), held.Text("groups.memberOf.0.id")).ShouldBe((unit.Id, led, joined));

        (await person.Delete("/api/v1/me")).ShouldBe(204);

        (await staff.Get($"/staff/v1/teams/{led}")).ShouldBe(200).Text("leader").ShouldBeNull();
        foreach (var table in new[] { "unit_secretaries", "team_members" })
            (await lane.Sql.Count($"{table} WHERE user_id = @Id", new { person.Id })).ShouldBe(0);
    }

    private async Task<int> Counted(long areaId) =>
        (await lane.Anyone.Get($"/open/v1/statistics?areaId={areaId}")).ShouldBe(200).Number("registrations.teams");

    private Task<Answer> SetUp(Person staff, Community place, Person leader, string? name = null) =>
        staff.Post("/staff/v1/teams", new { communityId = place.IdText, name = name ?? lane.Unique("队"), leaderId = leader.Id.ToString() });

    private static Task<Answer> Members(Person who, string team) => who.Get($"/api/v1/teams/{team}/members");

    private static async Task<IReadOnlyList<string?>> Ids(Person who, string query) =>
        [.. (await who.Get("/staff/v1/teams" + query)).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString())];
}
