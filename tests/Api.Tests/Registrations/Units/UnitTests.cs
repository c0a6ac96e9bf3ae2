namespace LinYuan.Tests.Registrations.Units;

public sealed class UnitTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task Only_staff_of_the_district_keep_its_units()
    {
        var place = await lane.NewCommunity();
        var unit = await UnitStory.Begin(lane, place);
        var body = new { name = lane.Unique("单位"), eligibleMembers = 3 };
        foreach (var other in new[] { await place.Staff(), await lane.NewStaff(place.StreetId) })
        {
            (await other.Post("/staff/v1/units", body)).ShouldBeRefused(403, "access.denied");
            (await other.Patch($"/staff/v1/units/{unit.Id}", body)).ShouldBeRefused(404, "resource.not_found");
        }
        var elsewhere = await lane.NewStaff((await lane.NewCommunity()).DistrictId);
        foreach (var path in new[] { "", "/secretaries", "/pairings" })
            (await elsewhere.Get($"/staff/v1/units/{unit.Id}{path}")).ShouldBeRefused(404, "resource.not_found");
        (await elsewhere.Post("/staff/v1/units", new { body.name, body.eligibleMembers, districtId = place.DistrictId.ToString() }))
            .ShouldBeRefused(404, "resource.not_found");
        (await elsewhere.Post($"/staff/v1/units/{unit.Id}/pairings", new { communityId = place.IdText })).ShouldBeRefused(404, "resource.not_found");
        (await unit.Appoint(await unit.NewMember(), elsewhere)).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task A_name_stands_once_in_a_district_and_numbers_can_be_corrected()
    {
        var place = await lane.NewCommunity();
        var district = await lane.NewStaff(place.DistrictId);
        var (one, other) = (lane.Unique("单位"), lane.Unique("单位"));
        var first = (await district.Post("/staff/v1/units", new { name = one, eligibleMembers = 8 })).ShouldBe(201);
        var second = (await district.Post("/staff/v1/units", new { name = other, eligibleMembers = 8 })).ShouldBe(201);

        (await district.Post("/staff/v1/units", new { name = one, eligibleMembers = 8 })).ShouldBeRefused(409, "unit.name_taken");
        (await district.Patch($"/staff/v1/units/{second.Id}", new { name = one })).ShouldBeRefused(409, "unit.name_taken");
        (await district.Patch($"/staff/v1/units/{second.Id}", new { eligibleMembers = 30 })).ShouldBe(200).Text("name").ShouldBe(other);
        (await district.Get($"/staff/v1/units/{second.Id}")).ShouldBe(200).Number("eligibleMembers").ShouldBe(30);
        first.Header("Location").ShouldBe($"/staff/v1/units/{first.Id}");
    }

    [Fact]
    public async Task The_public_list_shows_a_districts_units_and_hides_the_number_of_a_very_small_one()
    {
        var place = await lane.NewCommunity();
        var district = await lane.NewStaff(place.DistrictId);
        var small = (await district.Post("/staff/v1/units", new { name = lane.Unique("单位"), eligibleMembers = 4 })).ShouldBe(201).Id;
        var large = (await district.Post("/staff/v1/units", new { name = lane.Unique("单位"), eligibleMembers = 5 })).ShouldBe(201).Id;
        await UnitStory.Begin(lane);

        foreach (var area in new[] { place.DistrictId, place.StreetId, place.Id })
        {
            var list = (await lane.Anyone.Get($"/open/v1/units?areaId={area}")).ShouldBe(200);
            list.Items.Select(item => item.GetProperty("id").GetString()).ShouldBe([small, large]);
            list.Text("items.0.eligibleMembers").ShouldBeNull();
            list.Number("items.1.eligibleMembers").ShouldBe(5);
        }
    }

    [Fact]
    public async Task A_secretary_is_someone_in_service_of_that_unit_and_only_while_registered()
    {
        var unit = await UnitStory.Begin(lane);
        foreach (var other in new[] { await unit.NewOutsider(), await unit.NewMember("volunteer"), await lane.NewPerson() })
            (await unit.Appoint(other)).ShouldBeRefused(400, "request.invalid")["errors.memberId"].GetArrayLength().ShouldBe(1);
        (await unit.District.Post($"/staff/v1/units/{unit.Id}/secretaries", new { })).ShouldBeRefused(400, "request.invalid");
        var secretary = await unit.NewSecretary();
        (await unit.Appoint(secretary)).ShouldBe(201);
        (await Members(unit, secretary)).ShouldBe(200);

        var listed = (await unit.District.Get($"/staff/v1/units/{unit.Id}/secretaries")).ShouldBe(200);
        listed.Items.ShouldHaveSingleItem().GetProperty("name").GetString().ShouldBe("测*");

        await unit.End(secretary);
        (await Members(unit, secretary)).ShouldBeRefused(403, "access.denied");
        (await unit.District.Get($"/staff/v1/units/{unit.Id}/secretaries")).Text("items.0.isActive").ShouldBe("False");
    }

    [Fact]
    public async Task A_secretary_can_be_dismissed_and_repeats_do_no_harm()
    {
        var unit = await UnitStory.Begin(lane);
        var secretary = await unit.NewSecretary();
        (await secretary.Get("/api/v1/me/groups")).ShouldBe(200).Text("items.0.id").ShouldBe(unit.Id);

        for (var turn = 0; turn < 2; turn++)
            (await unit.District.Delete($"/staff/v1/units/{unit.Id}/secretaries/{secretary.Id}")).ShouldBe(204);

        (await Members(unit, secretary)).ShouldBeRefused(403, "access.denied");
        (await secretary.Get("/api/v1/me/groups")).ShouldBe(200).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_secretary_reads_the_units_people_by_masked_names_page_by_page()
    {
        var unit = await UnitStory.Begin(lane);
        var secretary = await unit.NewSecretary();
        var people = new List<Person> { secretary, await unit.NewMember(), await unit.NewMember("volunteer") };
        await unit.NewMember("courier");
        await unit.NewOutsider();
        var gone = await unit.NewMember();
        await unit.End(gone);

        var first = (await secretary.Get($"/api/v1/units/{unit.Id}/members?limit=2")).ShouldBe(200);
        var second = (await secretary.Get($"/api/v1/units/{unit.Id}/members?limit=2&after={first.Text("next")}")).ShouldBe(200);

        first.Items.Concat(second.Items).Select(item => item.GetProperty("memberId").GetString()).ShouldBe(people.Select(person => person.Id.ToString()));
        second.Text("next").ShouldBeNull();
        first.Items.ShouldAllBe(item => item.GetProperty("name").GetString() == "测*");
        first.Body.ShouldNotContain("测试用名");
        (await Members(unit, people[1])).ShouldBeRefused(403, "access.denied");
        (await Members(unit, await unit.Community.Staff())).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task A_unit_is_paired_with_many_communities_of_its_district_and_they_with_many_units()
    {
        var here = await lane.NewCommunity();
        var there = await lane.NewCommunityIn(here.DistrictId);
        var (one, other) = (await UnitStory.Begin(lane, here), await UnitStory.Begin(lane, here));
        (await Pair(one, here)).ShouldBe(201).Text("communityName").ShouldBe(here.Name);
        (await Pair(one, here)).ShouldBe(201);
        (await Pair(one, there)).ShouldBe(201);
        (await Pair(other, here)).ShouldBe(201);
        (await Pair(one, await lane.NewCommunity())).ShouldBeRefused(400, "request.invalid");

        (await Paired(one)).ShouldBe([here.IdText, there.IdText]);
        (await one.District.Delete($"/staff/v1/units/{one.Id}/pairings/{here.Id}")).ShouldBe(204);
        (await Paired(one)).ShouldBe([there.IdText]);
        (await Paired(other)).ShouldBe([here.IdText]);
    }

    private static Task<Answer> Members(UnitStory unit, Person who) => who.Get($"/api/v1/units/{unit.Id}/members");

    private static Task<Answer> Pair(UnitStory unit, Community community) =>
        unit.District.Post($"/staff/v1/units/{unit.Id}/pairings", new { communityId = community.IdText });

    private static async Task<IReadOnlyList<string?>> Paired(UnitStory unit) =>
        [.. (await unit.District.Get($"/staff/v1/units/{unit.Id}/pairings")).ShouldBe(200).Items.Select(item => item.GetProperty("communityId").GetString())];
}
