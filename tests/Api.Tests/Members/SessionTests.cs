using System.Security.Cryptography;
using System.Text;
using LinYuan.Api.Shared.Cache;
using WeChat.StandIn;

namespace LinYuan.Tests.Members;

public sealed class SessionTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/api/v1/sessions";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_first_sign_in_enters_the_person_and_opens_a_session_of_30_days()
    {
        var stranger = lane.Stranger();

        var answer = await stranger.SignIn();

        answer["expiresAt"].GetDateTimeOffset().ShouldBe(lane.Clock.Now.AddDays(30));
        answer.Text("user.nickname").ShouldBeNull();
        answer["user.roles"].GetArrayLength().ShouldBe(0);
        answer.Header("Location").ShouldBe("/api/v1/me");
        (await stranger.Get("/api/v1/me")).ShouldBe(200).Id.ShouldBe(answer.Text("user.id"));
    }

    [Fact]
    public async Task A_later_sign_in_finds_the_same_person_and_the_roles()
    {
        var community = await lane.NewCommunity();
        var person = await lane.NewPerson();
        var id = person.Id;

        await person.BecomesStaffOf(community.Id);
        var answer = await person.SignIn();

        person.Id.ShouldBe(id);
        answer.Text("user.roles.0.role").ShouldBe("staff");
        answer.Text("user.roles.0.areaId").ShouldBe(community.IdText);
        answer.Text("user.roles.0.areaName").ShouldBe(community.Name);
    }

    [Theory]
    [InlineData("no-dot-so-not-a-code")]
    [InlineData("expired.once")]
    [InlineData("phone-19900000004.once")]
    public async Task A_wrong_or_expired_code_asks_for_a_new_one(string code) =>
        (await SignIn(code)).ShouldBeRefused(401, "wechat.code_invalid");

    [Fact]
    public async Task Whoever_signs_in_sixty_times_within_an_hour_waits_for_the_rest_of_it_also_at_once()
    {
        var person = await lane.NewPerson();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => SignIn(person.NewCode())));
        lane.Clock.Advance(TimeSpan.FromMinutes(10));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SignIn(person.NewCode())));

        answers.Count(answer => answer.Status == 201).ShouldBe(9);
        foreach (var refused in answers.Where(answer => answer.Status != 201))
            refused.ShouldBeRefused(429, "session.too_many").Header("Retry-After").ShouldBe("3000");
        (await lane.Sql.Count("sessions WHERE user_id = @Id", person)).ShouldBe(60);
        (await person.Get("/api/v1/me")).ShouldBe(200);
        (await SignIn(lane.Stranger().NewCode())).ShouldBe(201);
        lane.Clock.Advance(TimeSpan.FromMinutes(50));
        (await SignIn(person.NewCode())).ShouldBe(201);
    }

    [Fact]
    public async Task A_code_opens_one_session_only()
    {
        var code = lane.Stranger().NewCode();
        (await SignIn(code)).ShouldBe(201);

        (await SignIn(code)).ShouldBeRefused(401, "wechat.code_invalid");
    }

    [Fact]
    public async Task Someone_whom_WeChat_holds_for_a_risk_is_refused() =>
        (await SignIn("blocked.once")).ShouldBeRefused(403, "wechat.blocked");

    [Theory]
    [InlineData(-1, null)]
    [InlineData(45011, null)]
    [InlineData(null, 500)]
    [InlineData(null, 502)]
    [InlineData(null, 429)]
    public async Task While_WeChat_is_away_the_client_hears_when_to_come_back(int? errcode, int? httpStatus)
    {
        var code = lane.Stranger().NewCode();
        lane.StandIn.AddFault(new Fault(WeChatPaths.CodeToSession) { Errcode = errcode, HttpStatus = httpStatus, Count = 5 });

        (await SignIn(code)).ShouldBeRefused(503, "wechat.unavailable");

        lane.StandIn.ClearFaults();
        lane.Clock.Advance(TimeSpan.FromMinutes(1));
        (await SignIn(code)).ShouldBe(201);
    }

    [Fact]
    public async Task One_code_in_twenty_requests_at_once_signs_in_one_person_or_refuses_cleanly()
    {
        var stranger = lane.Stranger();
        var code = stranger.NewCode();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => SignIn(code)));

        var signedIn = answers.Where(answer => answer.Status == 201).ToList();
        signedIn.ShouldNotBeEmpty();
        signedIn.Select(answer => answer.Text("user.id")).Distinct().Count().ShouldBe(1);
        foreach (var other in answers.Except(signedIn))
            other.ShouldBeRefused(401, "wechat.code_invalid");
        (await lane.Sql.Count("users WHERE openid = @OpenId", stranger)).ShouldBe(1);
    }

    [Fact]
    public async Task First_sign_ins_at_once_make_one_person()
    {
        var stranger = lane.Stranger();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SignIn(stranger.NewCode())));

        answers.Select(answer => answer.ShouldBe(201).Text("user.id")).Distinct().Count().ShouldBe(1);
        answers.Select(answer => answer.Text("token")).Distinct().Count().ShouldBe(10);
        (await lane.Sql.Count("users WHERE openid = @OpenId", stranger)).ShouldBe(1);
    }

    [Fact]
    public async Task A_session_ends_at_once_when_its_holder_signs_out()
    {
        var person = await lane.NewPerson();
        (await person.Get("/api/v1/me")).ShouldBe(200);

        (await person.Delete("/api/v1/sessions/current")).ShouldBe(204);

        (await person.Get("/api/v1/me")).ShouldBeRefused(401, "session.expired");
    }

    [Fact]
    public async Task Signing_out_ends_one_session_and_no_other_of_the_person()
    {
        var phone = await lane.NewPerson();
        var tablet = lane.Stranger(phone.Name);
        await tablet.SignIn();

        await phone.SignOut();

        (await tablet.Get("/api/v1/me")).ShouldBe(200);
    }

    [Fact]
    public async Task A_session_that_ended_in_one_process_ends_in_the_others_that_have_cached_it()
    {
        var person = await lane.NewPerson();
        await using var other = await Lane.Start(new LaneSettings { ReplicaOf = lane });
        other.Anyone.Token = person.Token;
        (await other.Anyone.Get("/api/v1/me")).ShouldBe(200);

        await person.SignOut();

        await Wait.Until("the other process has heard of it", async () => (await other.Anyone.Get("/api/v1/me")).Status == 401);
        other.Part<RedisLink>().IsUp.ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_expires_after_30_days_and_is_then_swept()
    {
        var person = await lane.NewPerson();
        lane.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        (await person.Get("/api/v1/me")).ShouldBe(200);

        lane.Clock.Advance(TimeSpan.FromSeconds(1));
        (await person.Get("/api/v1/me")).ShouldBeRefused(401, "session.expired");

        lane.Clock.Advance(TimeSpan.FromHours(1));
        await lane.RunJobs();
        (await lane.Sql.Count("sessions WHERE user_id = @Id", person)).ShouldBe(0);
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_is_stored()
    {
        var person = await lane.NewPerson();

        var stored = await lane.Sql.Value<byte[]>("SELECT token_hash FROM sessions WHERE user_id = @Id", person);

        stored.ShouldBe(SHA256.HashData(Encoding.ASCII.GetBytes(person.Token!)));
        lane.Logs.With(person.Token!).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer x")]
    [InlineData("Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_token_that_opens_nothing_is_told_to_sign_in_again(string authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);

        (await lane.Anyone.Send(request)).ShouldBeRefused(401, "session.expired");
    }

    [Fact]
    public async Task Without_a_token_one_is_asked_to_sign_in()
    {
        var answer = (await lane.Anyone.Get("/api/v1/me")).ShouldBeRefused(401, "session.required");

        answer.Header("WWW-Authenticate").ShouldBe("Bearer");
    }

    private Task<Answer> SignIn(string code) => lane.Anyone.Post(Path, new { code }, Client.NoKey);
}
