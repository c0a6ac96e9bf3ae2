namespace LinYuan.Tests.Registrations.Units;

/// <summary>A unit of a district of its own with a secretary, and whoever else a test puts into it.</summary>
internal sealed class UnitStory(Lane lane, Community community, Person district, string id)
{
    public Community Community { get; } = community;

    /// <summary>Staff of the district.</summary>
    public Person District { get; } = district;

    public string Id { get; } = id;

    public static async Task<UnitStory> Begin(Lane lane, Community? place = null)
    {
        var community = place ?? await lane.NewCommunity();
        var district = await lane.NewStaff(community.DistrictId);
        var made = await district.Post("/staff/v1/units", new { name = lane.Unique("单位"), eligibleMembers = 12 });
        return new UnitStory(lane, community, district, made.ShouldBe(201).Id);
    }

    public Task<Person> NewMember(string kind = "inService") => Registered(kind, Id);

    /// <summary>Someone of the same community whose registration names no unit.</summary>
    public Task<Person> NewOutsider() => Registered("inService", null);

    public async Task<Person> NewSecretary()
    {
        var person = await NewMember();
        (await Appoint(person)).ShouldBe(201);
        return person;
    }

    public Task<Answer> Appoint(Person who, Person? by = null) =>
        (by ?? District).Post($"/staff/v1/units/{Id}/secretaries", new { memberId = who.Id.ToString() });

    public async Task End(Person who)
    {
        var registration = (await who.Get("/api/v1/me/registrations")).ShouldBe(200).Text("items.0.id");
        (await District.Post($"/staff/v1/registrations/{registration}/end", new { reason = "已调离本单位" })).ShouldBe(200);
    }

    private async Task<Person> Registered(string kind, string? unitId)
    {
        var person = await lane.NewPerson();
        var submitted = await person.Post("/api/v1/registrations", new { communityId = Community.IdText, kind, realName = "测试用名", unitId });
        (await District.Post($"/staff/v1/registrations/{submitted.ShouldBe(201).Id}/approve")).ShouldBe(200);
        return person;
    }
}
