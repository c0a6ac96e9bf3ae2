namespace LinYuan.Tests.Registrations;

public sealed class RegistrationAccessTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/api/v1/registrations";
    private const string StaffPath = "/staff/v1/registrations";
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("approve")]
    [InlineData("return")]
    [InlineData("reject")]
    [InlineData("end")]
    public async Task Staff_of_another_area_do_not_find_it(string move)
    {
        var community = await lane.NewCommunity();
        var neighbour = await lane.NewCommunityIn(community.DistrictId);
        var id = await Submitted(community);

        (await (await neighbour.Staff()).Post($"{StaffPath}/{id}/{move}", move == "approve" ? "{}" : """{"reason":"看看而已"}""")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task Staff_of_the_street_and_of_the_district_may_decide()
    {
        var community = await lane.NewCommunity();
        foreach (var area in new[] { community.StreetId, community.DistrictId })
        {
            var id = await Submitted(community);
            (await (await lane.NewStaff(area)).Post($"{StaffPath}/{id}/approve")).ShouldBe(200);
        }
    }

    [Fact]
    public async Task A_resident_may_not_decide_whatever_the_id()
    {
        var community = await lane.NewCommunity();
        var (id, resident) = (await Submitted(community), await lane.NewPerson());

        (await resident.Post($"{StaffPath}/{id}/approve")).ShouldBeRefused(403, "access.denied");
        (await resident.Post($"{StaffPath}/999999999/approve")).ShouldBeRefused(403, "access.denied");
        (await resident.Get(StaffPath)).ShouldBeRefused(403, "access.denied");
    }

    [Fact]
    public async Task Nobody_decides_on_the_registration_of_their_own()
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();
        var id = (await Submit(staff, community)).ShouldBe(201).Id;

        (await staff.Post($"{StaffPath}/{id}/approve")).ShouldBeRefused(403, "registration.own_case");
    }

    [Fact]
    public async Task Lists_show_names_and_phones_masked_to_the_owner_and_to_staff()
    {
        var community = await lane.NewCommunity();
        var applicant = await lane.NewPerson();
        (await Submit(applicant, community, realName: "欧阳示例", phone: "13900000020")).ShouldBe(201);

        foreach (var list in new[] { await applicant.Get("/api/v1/me/registrations"), await (await community.Staff()).Get(StaffPath) })
        {
            list.ShouldBe(200).Text("items.0.realName").ShouldBe("欧*");
            list.Text("items.0.phone").ShouldBe("139****0020");
            list.Body.ShouldNotContain("欧阳");
            list.Body.ShouldNotContain("13900000020");
        }
    }

    [Fact]
    public async Task The_queue_holds_the_subtree_and_nothing_else()
    {
        var here = await lane.NewCommunity();
        var sameStreet = await lane.NewCommunityIn(here.DistrictId, here.StreetId);
        var otherStreet = await lane.NewCommunityIn(here.DistrictId);
        var elsewhere = await lane.NewCommunity();
        var ids = new List<string>();
        foreach (var community in new[] { here, sameStreet, otherStreet, elsewhere })
            ids.Add(await Submitted(community));
        var district = await lane.NewStaff(here.DistrictId);

        (await Queue(await here.Staff(), "")).ShouldBe(ids[..1]);
        (await Queue(await lane.NewStaff(here.StreetId), "")).ShouldBe(ids[..2]);
        (await Queue(district, "")).ShouldBe(ids[..3]);
        (await Queue(district, $"?areaId={otherStreet.Id}")).ShouldBe(ids[2..3]);
        (await district.Get($"{StaffPath}?areaId={elsewhere.Id}")).ShouldBeRefused(404, "resource.not_found");
        (await (await here.Staff()).Get($"{StaffPath}?areaId={here.StreetId}")).ShouldBeRefused(404, "resource.not_found");
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat_while_rows_are_added()
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();
        var ids = new List<string>();
        for (var count = 0; count < 5; count++)
            ids.Add(await Submitted(community));

        var seen = new List<string>();
        string? next = null;
        do
        {
            var page = (await staff.Get($"{StaffPath}?limit=2{(next is null ? "" : "&after=" + next)}")).ShouldBe(200);
            seen.AddRange(page.Items.Select(item => item.GetProperty("id").GetString()!));
            if (next is null)
                ids.Add(await Submitted(community));
            next = page.Text("next");
        }
        while (next is not null);

        seen.ShouldBe(ids);
    }

    [Fact]
    public async Task The_status_filter_is_a_known_word_or_refused()
    {
        var community = await lane.NewCommunity();
        var staff = await community.Staff();
        await Submitted(community);

        (await Queue(staff, "?status=active")).ShouldBeEmpty();
        (await staff.Get(StaffPath + "?status=1")).ShouldBeRefused(400, "request.invalid");
        (await staff.Get(StaffPath + "?status=Submitted")).ShouldBeRefused(400, "request.invalid");
    }

    [Fact]
    public async Task Only_a_community_can_be_registered_with()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());

        foreach (var id in new[] { community.StreetId, community.DistrictId, 999_999_999 })
        {
            var answer = await person.Post(Path, new { communityId = id.ToString(), kind = "inService", realName = "林示例" });
            answer.ShouldBeRefused(400, "request.invalid")["errors.communityId"].GetArrayLength().ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_unit_must_be_one_of_the_district()
    {
        var (person, community, elsewhere) = (await lane.NewPerson(), await lane.NewCommunity(), await lane.NewCommunity());
        var here = await NewUnit(community);
        var there = await NewUnit(elsewhere);

        var refused = await person.Post(Path, new { communityId = community.IdText, kind = "inService", realName = "林示例", unitId = there });
        refused.ShouldBeRefused(400, "request.invalid")["errors.unitId"].GetArrayLength().ShouldBe(1);
        var taken = await person.Post(Path, new { communityId = community.IdText, kind = "inService", realName = "林示例", unitId = here });
        taken.ShouldBe(201).Text("unitId").ShouldBe(here);
    }

    [Fact]
    public async Task One_person_may_hold_registrations_of_different_kinds()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        foreach (var kind in new[] { "inService", "volunteer", "courier", "floating" })
            (await person.Post(Path, new { communityId = community.IdText, kind, realName = "林示例" })).ShouldBe(201).Text("kind").ShouldBe(kind);

        var mine = (await person.Get("/api/v1/me/registrations")).ShouldBe(200);

        mine.Items.Select(item => item.GetProperty("kind").GetString()).ShouldBe(["floating", "courier", "volunteer", "inService"]);
    }

    [Fact]
    public async Task Skills_and_platform_come_back_as_they_were_given()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());

        var answer = await person.Post(
            Path, new { communityId = community.IdText, kind = "courier", realName = "林示例", skills = new[] { "修水管", "理发" }, platform = "骑手站" });

        answer.ShouldBe(201)["skills"].EnumerateArray().Select(skill => skill.GetString()).ShouldBe(["修水管", "理发"]);
        answer.Text("platform").ShouldBe("骑手站");
        answer["submittedAt"].GetDateTimeOffset().ShouldBe(lane.Clock.Now);
        answer.Header("Location").ShouldBe($"/api/v1/me/registrations/{answer.Id}");
    }

    private async Task<string> Submitted(Community community) => (await Submit(await lane.NewPerson(), community)).ShouldBe(201).Id;

    private static Task<Answer> Submit(Person person, Community community, string realName = "林示例", string? phone = null) =>
        person.Post(Path, new { communityId = community.IdText, kind = "inService", realName, phone });

    private static async Task<List<string>> Queue(Person staff, string query) =>
        [.. (await staff.Get(StaffPath + query)).ShouldBe(200).Items.Select(item => item.GetProperty("id").GetString()!)];

    private async Task<string> NewUnit(Community community) => (await lane.Sql.Insert(
        "INSERT INTO units (district_id, name, eligible_members, created_at) VALUES (@DistrictId, @name, 20, @Now)",
        new { community.DistrictId, name = lane.Unique("单位"), lane.Clock.Now })).ToString();
}
