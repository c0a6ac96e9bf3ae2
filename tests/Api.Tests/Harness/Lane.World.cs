namespace LinYuan.Tests.Harness;

/// <summary>People and places for a test, none of them shared with another test.</summary>
public sealed partial class Lane
{
    private int counter;

    /// <summary>A word that occurs once in this lane.</summary>
    public string Unique(string what) => $"{what}{Interlocked.Increment(ref counter)}x{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>A district with one street with one community.</summary>
    public async Task<Community> NewCommunity()
    {
        var district = await NewArea("district", parent: null, district: null, street: null);
        return await NewCommunityIn(district);
    }

    /// <summary>A new street and community in a district that is already there.</summary>
    public async Task<Community> NewCommunityIn(long district)
    {
        var street = await NewArea("street", district, district, street: null);
        return await NewCommunityIn(district, street);
    }

    public async Task<Community> NewCommunityIn(long district, long street)
    {
        var id = await NewArea("community", street, district, street);
        return new Community(this, district, street, id, (await Sql.Value<string>("SELECT name FROM areas WHERE id = @id", new { id }))!);
    }

    public async Task<Person> NewPerson()
    {
        var person = new Person(this, Unique("p"));
        await person.SignIn();
        return person;
    }

    /// <summary>Someone of that WeChat account, not signed in.</summary>
    public Person Stranger(string? name = null) => new(this, name ?? Unique("p"));

    /// <summary>A signed-in person with a staff role at that area.</summary>
    public async Task<Person> NewStaff(long areaId) => await (await NewPerson()).BecomesStaffOf(areaId);

    /// <summary>在职党员 with an active registration.</summary>
    public async Task<Person> NewMember(Community community) => await (await NewPerson()).RegistersWith(community, "inService");

    /// <summary>小哥 with an active registration.</summary>
    public async Task<Person> NewCourier(Community community) => await (await NewPerson()).RegistersWith(community, "courier");

    /// <summary>Someone whom no role stops: a member and a courier of the community, and staff of its district.</summary>
    public async Task<Person> NewPersonOfEveryRole(Community community) =>
        await (await (await NewMember(community)).RegistersWith(community, "courier")).BecomesStaffOf(community.DistrictId);

    private async Task<long> NewArea(string level, long? parent, long? district, long? street)
    {
        var id = await Sql.Insert(
            """
            INSERT INTO areas (parent_id, level, code, name, district_id, street_id) VALUES (@parent, @level, @code, @name, @district, @street)
            """,
            new { parent, level, code = Unique("c"), name = Unique("区域"), district, street });
        await Sql.Execute($"UPDATE areas SET {level}_id = id WHERE id = @id", new { id });
        return id;
    }
}
