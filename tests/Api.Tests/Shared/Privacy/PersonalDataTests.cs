namespace LinYuan.Tests.Shared.Privacy;

public sealed class PersonalDataTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string RealName = "欧阳标记";
    private const string Phone = "13977001122";
    private const string WeChatPhone = "19977003344";
    private const string Nickname = "昵称标记";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task No_name_or_phone_stands_readable_in_the_database_in_Redis_or_in_the_log()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        var registration = new { communityId = community.IdText, kind = "courier", realName = RealName, phone = Phone };
        var id = (await person.Post("/api/v1/registrations", registration)).ShouldBe(201).Id;
        (await person.Post("/api/v1/registrations", registration)).ShouldBe(409);
        (await person.Post("/api/v1/registrations", new { communityId = "1", kind = 5, realName = RealName, phone = Phone })).ShouldBe(400);
        (await person.Post("/api/v1/me/phone", new { code = $"phone-{WeChatPhone}.{Client.NewKey()}" })).ShouldBe(200);
        (await person.Patch("/api/v1/me", new { nickname = Nickname })).ShouldBe(200);
        (await person.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldContain(RealName);
        (await (await community.Staff()).Post($"/staff/v1/registrations/{id}/approve")).ShouldBe(200);
        (await person.Get($"/open/v1/areas?parentId={RealName}&after={Phone}")).ShouldBe(400);
        (await person.Get($"/nowhere/{RealName}?phone={Phone}")).ShouldBe(404);

        foreach (var planted in new[] { RealName, Uri.EscapeDataString(RealName), Phone, WeChatPhone, Nickname })
            (await Traces.Of(lane, planted)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Neither_the_openid_nor_a_secret_stands_in_the_log()
    {
        var person = await lane.NewPerson();
        (await person.Get("/api/v1/me")).ShouldBe(200);
        (await person.Patch("/api/v1/me", new { nickname = "没有秘密" })).ShouldBe(200);

        foreach (var secret in new[] { person.OpenId, person.Token!, "stand-in-secret" })
            lane.Logs.With(secret).ShouldBeEmpty();
        lane.Logs.Lines.ShouldNotBeEmpty();
    }
}
