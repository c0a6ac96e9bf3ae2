using System.Text;
using WeChat.StandIn;

namespace LinYuan.Tests.Members;

public sealed class MeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/api/v1/me";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_nickname_is_checked_by_WeChat_and_then_shown()
    {
        var person = await lane.NewPerson();

        (await person.Patch(Path, new { nickname = "  桥头的豆浆  " })).ShouldBe(200).Text("nickname").ShouldBe("桥头的豆浆");

        (await person.Get(Path)).Text("nickname").ShouldBe("桥头的豆浆");
        (await person.SignIn()).Text("user.nickname").ShouldBe("桥头的豆浆");
        var check = lane.StandIn.CallsTo(WeChatPaths.CheckText)[^1];
        check.Body!.Value.GetProperty("openid").GetString().ShouldBe(person.OpenId);
    }

    [Fact]
    public async Task A_risky_nickname_is_refused_and_the_old_one_stays()
    {
        var person = await lane.NewPerson();
        (await person.Patch(Path, new { nickname = "老样子" })).ShouldBe(200);

        (await person.Patch(Path, new { nickname = "违规的名字" })).ShouldBeRefused(422, "content.risky");

        (await person.Get(Path)).Text("nickname").ShouldBe("老样子");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十多")]
    [InlineData("响\u0007铃")]
    public async Task A_nickname_has_1_to_20_visible_characters(string nickname)
    {
        var person = await lane.NewPerson();

        var refused = (await person.Patch(Path, new { nickname })).ShouldBeRefused(400, "request.invalid");

        refused["errors.nickname"].GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_nickname_of_twenty_emoji_families_has_twenty_characters()
    {
        var person = await lane.NewPerson();

        (await person.Patch(Path, new { nickname = string.Concat(Enumerable.Repeat("😀", 20)) })).ShouldBe(200);
    }

    [Theory]
    [InlineData("13900000005", "139****0005")]
    [InlineData("19912340006", "199****0006")]
    [InlineData("49-15112340006", "+491****0006")]
    [InlineData("852-51234567", "+852****4567")]
    public async Task The_phone_comes_from_WeChat_and_is_shown_masked(string phone, string masked)
    {
        var person = await lane.NewPerson();

        var answer = (await BindPhone(person, phone)).ShouldBe(200);

        answer.Text("phone").ShouldBe(masked);
        answer.Body.ShouldNotContain(phone);
        (await person.Get(Path)).Text("phone").ShouldBe(masked);
    }

    [Fact]
    public async Task A_phone_from_another_country_keeps_it()
    {
        var person = await lane.NewPerson();

        (await BindPhone(person, "49-15112340006")).ShouldBe(200);

        (await person.Get("/api/v1/me/data")).ShouldBe(200).Body.ShouldContain("\"+4915112340006\"");
    }

    [Fact]
    public async Task The_phone_is_stored_encrypted_with_a_keyed_hash_for_look_up()
    {
        var (one, other) = (await lane.NewPerson(), await lane.NewPerson());
        (await BindPhone(one, "13900000007")).ShouldBe(200);
        (await BindPhone(other, "13900000007")).ShouldBe(200);

        var stored = await lane.Sql.List<byte[]>("SELECT phone_enc FROM users WHERE id IN @ids", new { ids = new[] { one.Id, other.Id } });
        var hashes = await lane.Sql.List<byte[]>("SELECT phone_hash FROM users WHERE id IN @ids", new { ids = new[] { one.Id, other.Id } });

        stored.ShouldAllBe(bytes => !Encoding.Latin1.GetString(bytes).Contains("13900000007"));
        stored[0].ShouldNotBe(stored[1]);
        hashes[0].ShouldBe(hashes[1]);
    }

    [Theory]
    [InlineData("13900000008")]
    [InlineData("phone-139.short")]
    public async Task A_wrong_phone_code_asks_for_a_new_one(string code)
    {
        var person = await lane.NewPerson();

        (await person.Post("/api/v1/me/phone", new { code })).ShouldBeRefused(401, "wechat.code_invalid");
    }

    [Fact]
    public async Task While_WeChat_is_away_no_phone_can_be_bound_and_no_key_is_used_up()
    {
        var (person, key) = (await lane.NewPerson(), Client.NewKey());
        var body = new { code = $"phone-13900000009.{Client.NewKey()}" };
        lane.StandIn.AddFault(new Fault(WeChatPaths.PhoneNumber) { HttpStatus = 503, Count = 5 });
        (await person.Post("/api/v1/me/phone", body, key)).ShouldBeRefused(503, "wechat.unavailable");
        lane.StandIn.ClearFaults();
        lane.Clock.Advance(TimeSpan.FromMinutes(1));

        (await person.Post("/api/v1/me/phone", body, key)).ShouldBe(200).IsReplay.ShouldBeFalse();
    }

    [Fact]
    public async Task My_data_shows_me_everything_in_plain_text_and_nobody_elses()
    {
        var (person, other, community) = (await lane.NewPerson(), await lane.NewPerson(), await lane.NewCommunity());
        await Register(person, community, "林本人", "13900000010");
        await Register(other, community, "林他人", "13900000011");
        (await BindPhone(person, "13900000012")).ShouldBe(200);

        var data = (await person.Get("/api/v1/me/data")).ShouldBe(200);

        data.Text("profile.openId").ShouldBe(person.OpenId);
        data.Text("profile.phone").ShouldBe("13900000012");
        data.Text("registrations.0.realName").ShouldBe("林本人");
        data.Text("registrations.0.phone").ShouldBe("13900000010");
        data.Body.ShouldNotContain("林他人");
        data.Body.ShouldNotContain("13900000011");
    }

    [Fact]
    public async Task Deleting_the_account_erases_the_person_and_ends_every_session()
    {
        var (person, community) = (await lane.NewPerson(), await lane.NewCommunity());
        var tablet = lane.Stranger(person.Name);
        await tablet.SignIn();
        var registration = await Register(person, community, "林小雨", "13900000013");
        (await BindPhone(person, "13900000014")).ShouldBe(200);
        (await person.Patch(Path, new { nickname = "下雨天" })).ShouldBe(200);

        (await person.Delete(Path)).ShouldBe(204);

        (await person.Get(Path)).ShouldBeRefused(401, "session.expired");
        (await tablet.Get(Path)).ShouldBeRefused(401, "session.expired");
        (await lane.Sql.Count(
            "users WHERE id = @Id AND openid IS NULL AND nickname_enc IS NULL AND phone_enc IS NULL AND phone_hash IS NULL AND deleted_at IS NOT NULL",
            person)).ShouldBe(1);
        (await lane.Sql.Count(
            "registrations WHERE id = @registration AND status = 'ended' AND real_name_enc IS NULL AND phone_enc IS NULL AND phone_hash IS NULL",
            new { registration })).ShouldBe(1);
        (await lane.Sql.Count("registration_events WHERE registration_id = @registration", new { registration })).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Who_comes_back_after_deleting_the_account_is_somebody_new()
    {
        var person = await lane.NewPerson();
        var before = person.Id;
        (await person.Delete(Path)).ShouldBe(204);

        await person.SignIn();

        person.Id.ShouldNotBe(before);
        (await person.Get(Path)).Text("nickname").ShouldBeNull();
    }

    [Fact]
    public async Task A_staff_role_ends_with_the_account()
    {
        var community = await lane.NewCommunity();
        var staff = await lane.NewStaff(community.Id);
        await lane.NewStaff(community.Id);
        (await staff.Delete(Path)).ShouldBe(204);

        await staff.SignIn();

        (await staff.Get("/staff/v1/registrations")).ShouldBeRefused(403, "access.denied");
    }

    private static Task<Answer> BindPhone(Person person, string phone) =>
        person.Post("/api/v1/me/phone", new { code = $"phone-{phone}.{Client.NewKey()}" });

    private static async Task<string> Register(Person person, Community community, string realName, string phone) =>
        (await person.Post("/api/v1/registrations", new { communityId = community.IdText, kind = "volunteer", realName, phone })).ShouldBe(201).Id;
}
