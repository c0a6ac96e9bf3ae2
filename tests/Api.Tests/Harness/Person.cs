namespace LinYuan.Tests.Harness;

/// <summary>Someone with a WeChat account, signed in unless <see cref="SignOut"/> was called.</summary>
public sealed class Person : Client
{
    private readonly Lane lane;

    internal Person(Lane lane, string name)
        : base(lane.Http)
    {
        this.lane = lane;
        Name = name;
    }

    /// <summary>Unique in the lane; the openid is made from it.</summary>
    public string Name { get; }

    public string OpenId => "o_" + Name;

    public long Id { get; private set; }

    /// <summary>Another one-time login code of this person.</summary>
    public string NewCode() => $"{Name}.{Guid.NewGuid():N}";

    public async Task<Answer> SignIn()
    {
        Token = null;
        var answer = await Post("/api/v1/sessions", new { code = NewCode() }, NoKey);
        answer.ShouldBe(201);
        Token = answer.Text("token");
        Id = long.Parse(answer.Text("user.id")!);
        return answer;
    }

    public async Task SignOut()
    {
        (await Delete("/api/v1/sessions/current")).ShouldBe(204);
        Token = null;
    }

    /// <summary>Gives a staff role at an area of any level and signs in again, so that the session knows it.</summary>
    public async Task<Person> BecomesStaffOf(long areaId)
    {
        await lane.Sql.Execute(
            "INSERT INTO staff_roles (user_id, area_id, role, granted_at) VALUES (@Id, @areaId, 'staff', @Now)",
            new { Id, areaId, lane.Clock.Now });
        await SignIn();
        return this;
    }

    /// <summary>Registers with a community over HTTP and is approved by its staff. Kind: inService, volunteer, courier, floating.</summary>
    public async Task<Person> RegistersWith(Community community, string kind)
    {
        var submitted = await Post("/api/v1/registrations", new { communityId = community.IdText, kind, realName = "测试用名" });
        var staff = await community.Staff();
        (await staff.Post($"/staff/v1/registrations/{submitted.ShouldBe(201).Id}/approve")).ShouldBe(200);
        return this;
    }
}
