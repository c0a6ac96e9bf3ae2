using System.Text.Json;
using LinYuan.Api.Shared.WeChat;
using WeChat.StandIn;

namespace LinYuan.Tests.Shared.WeChat;

/// <summary>One lane with short time limits for the class; each test begins without a token, a fault or a recorded call.</summary>
public sealed class WeChatClientTests(WeChatClientTests.Impatient impatient) : IClassFixture<WeChatClientTests.Impatient>, IAsyncLifetime
{
    private readonly string name = impatient.Lane.Unique("reader");

    private Lane Lane => impatient.Lane;

    private string OpenId => "o_" + name;

    private IWeChat WeChat => Lane.Part<IWeChat>();

    public ValueTask InitializeAsync()
    {
        Lane.StandIn.ClearFaults();
        Lane.StandIn.ClearCalls();
        // Longer than a token lives or a breaker stays open.
        Lane.Clock.Advance(TimeSpan.FromHours(3));
        Lane.StandIn.SetActivity(OpenId, TimeSpan.Zero);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Calls_at_once_share_one_token_and_another_process_takes_it_from_Redis()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Check("你好")));
        await using var other = await Lane.Start(new LaneSettings { ReplicaOf = Lane });
        await other.Part<IWeChat>().CheckText(new TextToCheck(OpenId, TextScene.Comment, "你好"), CancellationToken.None);

        Calls(WeChatPaths.StableToken).ShouldBe(1);
        Calls(WeChatPaths.CheckText).ShouldBe(21);
    }

    [Fact]
    public async Task The_token_is_renewed_before_it_ends()
    {
        await Check("你好");
        Lane.Clock.Advance(TimeSpan.FromMinutes(114));
        Lane.StandIn.SetActivity(OpenId, TimeSpan.Zero);
        await Check("你好");
        Calls(WeChatPaths.StableToken).ShouldBe(1);

        Lane.Clock.Advance(TimeSpan.FromMinutes(2));
        await Check("你好");

        Calls(WeChatPaths.StableToken).ShouldBe(2);
        Lane.StandIn.CallsTo(WeChatPaths.CheckText).ShouldAllBe(call => call.Errcode == 0);
    }

    [Fact]
    public async Task A_token_that_somebody_else_replaced_is_fetched_anew_once_for_all_calls()
    {
        await Check("你好");
        await ForceAnotherToken();
        Lane.Clock.Advance(TimeSpan.FromSeconds(31));
        await ForceAnotherToken();
        Lane.StandIn.ClearCalls();

        (await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Check("你好")))).ShouldAllBe(verdict => verdict == TextVerdict.Pass);

        Lane.StandIn.CallsTo(WeChatPaths.CheckText).ShouldContain(call => call.Errcode == 40001);
        Calls(WeChatPaths.StableToken).ShouldBe(1);
    }

    [Theory]
    [InlineData(40001)]
    [InlineData(42001)]
    public async Task A_refused_token_is_dropped_and_the_call_made_once_more(int errcode)
    {
        await Check("你好");
        Fails(WeChatPaths.CheckText, errcode);

        (await Check("你好")).ShouldBe(TextVerdict.Pass);

        Calls(WeChatPaths.CheckText).ShouldBe(3);
        Calls(WeChatPaths.StableToken).ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_is_refused_again_and_again_is_not_fetched_for_ever()
    {
        Fails(WeChatPaths.CheckText, 40001, times: 100);

        (await Failure(() => Check("你好"))).Kind.ShouldBe(WeChatFailure.Unavailable);

        Calls(WeChatPaths.CheckText).ShouldBe(2);
    }

    [Fact]
    public async Task Every_body_goes_out_with_its_length_and_Chinese_as_it_is()
    {
        await WeChat.CodeToSession(name + ".1", CancellationToken.None);
        await WeChat.GetPhoneNumber("phone-19900000100.1", CancellationToken.None);
        await Check("你好，邻居");
        await CheckMedia();
        await Send();

        Lane.StandIn.Calls.ShouldAllBe(call => call.Errcode == 0);
        Lane.StandIn.CallsTo(WeChatPaths.CheckText)[0].Body!.Value.GetRawText().ShouldContain("你好，邻居");
    }

    [Fact]
    public async Task A_login_gives_the_openid()
    {
        (await WeChat.CodeToSession(name + ".2", CancellationToken.None)).OpenId.ShouldBe(OpenId);
        (await Failure(() => WeChat.CodeToSession(name + ".2", CancellationToken.None))).Kind.ShouldBe(WeChatFailure.CodeInvalid);
    }

    [Theory]
    [InlineData(-1, null, 2)]
    [InlineData(null, 500, 2)]
    public async Task A_check_is_made_again_while_WeChat_is_busy(int? errcode, int? httpStatus, int times)
    {
        Lane.StandIn.AddFault(new Fault(WeChatPaths.CheckText) { Errcode = errcode, HttpStatus = httpStatus, Count = times });

        (await Check("你好")).ShouldBe(TextVerdict.Pass);

        Calls(WeChatPaths.CheckText).ShouldBe(times + 1);
    }

    [Fact]
    public async Task A_check_whose_answer_was_lost_is_made_again()
    {
        Lane.StandIn.AddFault(new Fault(WeChatPaths.CheckText) { DropAfterEffect = true });

        (await Check("违规")).ShouldBe(TextVerdict.Risky);

        Calls(WeChatPaths.CheckText).ShouldBe(2);
    }

    [Fact]
    public async Task A_check_that_takes_too_long_is_given_up()
    {
        Lane.StandIn.AddFault(new Fault(WeChatPaths.CheckText) { DelayMilliseconds = 60_000, Count = 5 });

        (await Failure(() => Check("你好"))).Kind.ShouldBe(WeChatFailure.Unavailable);
    }

    [Fact]
    public async Task A_media_check_gives_the_trace_of_its_verdict_and_may_be_asked_for_again()
    {
        Lane.StandIn.AddFault(new Fault(WeChatPaths.CheckMedia) { HttpStatus = 500 });
        (await CheckMedia()).ShouldNotBe(await CheckMedia());
        Lane.StandIn.SetActivity(OpenId, TimeSpan.FromHours(3));

        (await Failure(CheckMedia)).ErrCode.ShouldBe(61010);

        var sent = Lane.StandIn.CallsTo(WeChatPaths.CheckMedia)[1].Body!.Value;
        sent.GetProperty("media_url").GetString().ShouldBe("https://linyuan.example/photos/a?e=1&s=b");
        (sent.GetProperty("media_type").GetInt32(), sent.GetProperty("version").GetInt32(), sent.GetProperty("scene").GetInt32()).ShouldBe((2, 2, 3));
    }

    [Fact]
    public async Task A_code_that_WeChat_may_have_used_up_is_not_sent_again()
    {
        Lane.StandIn.AddFault(new Fault(WeChatPaths.CodeToSession) { DropAfterEffect = true });

        (await Failure(() => WeChat.CodeToSession(name + ".3", CancellationToken.None))).Kind.ShouldBe(WeChatFailure.Unavailable);

        Calls(WeChatPaths.CodeToSession).ShouldBe(1);
    }

    [Fact]
    public async Task A_code_is_sent_again_when_WeChat_said_that_it_did_nothing()
    {
        Fails(WeChatPaths.CodeToSession, -1);

        (await WeChat.CodeToSession(name + ".4", CancellationToken.None)).OpenId.ShouldBe(OpenId);
    }

    [Fact]
    public async Task One_code_in_calls_at_once_is_exchanged_once()
    {
        // Slow enough that all ten calls are under way before the first is answered.
        Lane.StandIn.AddFault(new Fault(WeChatPaths.CodeToSession) { DelayMilliseconds = 500 });

        var logins = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => WeChat.CodeToSession(name + ".5", CancellationToken.None)));

        logins.ShouldAllBe(login => login.OpenId == OpenId);
        Calls(WeChatPaths.CodeToSession).ShouldBe(1);
    }

    [Theory]
    [InlineData(40163, WeChatFailure.CodeInvalid)]
    [InlineData(40029, WeChatFailure.CodeInvalid)]
    [InlineData(40226, WeChatFailure.Blocked)]
    [InlineData(45011, WeChatFailure.Unavailable)]
    [InlineData(40013, WeChatFailure.NeedsOperator)]
    [InlineData(40125, WeChatFailure.NeedsOperator)]
    [InlineData(99999, WeChatFailure.Final)]
    public async Task A_refused_login_says_what_can_be_done(int errcode, WeChatFailure kind)
    {
        Fails(WeChatPaths.CodeToSession, errcode, times: 3);

        (await Failure(() => WeChat.CodeToSession(name + ".6", CancellationToken.None))).Kind.ShouldBe(kind);

        Calls(WeChatPaths.CodeToSession).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_is_sent_once()
    {
        await Send();

        Lane.StandIn.CreditsOf(OpenId, "template").ShouldBe(999);
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_uncertain_and_not_sent_again()
    {
        Lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { DropAfterEffect = true });

        (await Failure(Send)).Kind.ShouldBe(WeChatFailure.Uncertain);

        Lane.StandIn.CreditsOf(OpenId, "template").ShouldBe(999);
        Calls(WeChatPaths.SendSubscribeMessage).ShouldBe(1);
    }

    [Fact]
    public async Task A_message_whose_answer_takes_too_long_is_uncertain_and_not_sent_again()
    {
        Lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { DelayMilliseconds = 60_000 });

        (await Failure(Send)).Kind.ShouldBe(WeChatFailure.Uncertain);

        Calls(WeChatPaths.SendSubscribeMessage).ShouldBe(1);
    }

    [Theory]
    [InlineData(-1, null, WeChatFailure.Unavailable)]
    [InlineData(null, 502, WeChatFailure.Unavailable)]
    [InlineData(43101, null, WeChatFailure.NotSubscribed)]
    [InlineData(40037, null, WeChatFailure.NeedsOperator)]
    [InlineData(45009, null, WeChatFailure.QuotaUsedUp)]
    [InlineData(null, 412, WeChatFailure.Unavailable)]
    public async Task A_message_that_was_refused_is_not_sent_again_within_the_call(int? errcode, int? httpStatus, WeChatFailure kind)
    {
        Lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { Errcode = errcode, HttpStatus = httpStatus });

        (await Failure(Send)).Kind.ShouldBe(kind);

        Calls(WeChatPaths.SendSubscribeMessage).ShouldBe(1);
        Lane.StandIn.CreditsOf(OpenId, "template").ShouldBe(1000);
    }

    [Fact]
    public async Task A_message_that_cannot_reach_WeChat_was_certainly_not_sent()
    {
        await using var cut = await Lane.Start(new LaneSettings
        {
            Options = new Dictionary<string, string> { ["WeChat:BaseAddress"] = $"http://127.0.0.1:{TestServers.FreePort()}" },
        });
        var message = new SubscribeMessage(OpenId, "template", null, new Dictionary<string, string> { ["thing1"] = "心愿" });

        var failure = await Failure(() => cut.Part<IWeChat>().SendSubscribeMessage(message, CancellationToken.None));

        (failure.Kind, failure.Fault).ShouldBe((WeChatFailure.Unavailable, WeChatFault.NotSent));
    }

    [Theory]
    [InlineData("好天气", TextVerdict.Pass)]
    [InlineData("要复核", TextVerdict.Review)]
    [InlineData("有违规", TextVerdict.Risky)]
    public async Task A_text_is_judged(string text, TextVerdict verdict) => (await Check(text)).ShouldBe(verdict);

    [Fact]
    public async Task A_long_text_is_checked_in_parts_that_together_hold_all_of_it()
    {
        var text = string.Concat(Enumerable.Range(0, 1_500).Select(number => $"第{number}句。"));

        (await Check(text)).ShouldBe(TextVerdict.Pass);

        var parts = Lane.StandIn.CallsTo(WeChatPaths.CheckText).Select(call => call.Body!.Value.GetProperty("content").GetString()!).ToList();
        parts.ShouldAllBe(part => part.Length <= 2_500);
        parts.Count.ShouldBe((int)Math.Ceiling((text.Length - 50) / 2_450.0));
        for (var number = 0; number < 1_500; number++)
            parts.ShouldContain(part => part.Contains($"第{number}句。"));
    }

    [Theory]
    [InlineData(6_000)]
    [InlineData(2_499)]
    public async Task What_offends_is_found_at_the_end_and_across_a_cut(int before) =>
        (await Check(new string('好', before) + "违规" + new string('好', 100))).ShouldBe(TextVerdict.Risky);

    [Fact]
    public async Task Text_of_someone_whom_WeChat_has_not_seen_for_two_hours_is_not_judged()
    {
        Lane.StandIn.SetActivity(OpenId, TimeSpan.FromHours(3));

        (await Check("违规")).ShouldBe(TextVerdict.AuthorInactive);
    }

    [Fact]
    public async Task An_API_that_keeps_failing_is_left_alone_for_a_while_and_then_tried_again()
    {
        Lane.StandIn.AddFault(new Fault(WeChatPaths.SendSubscribeMessage) { HttpStatus = 500, Count = 1_000 });
        for (var turn = 0; turn < 30; turn++)
            (await Failure(Send)).Kind.ShouldBe(WeChatFailure.Unavailable);
        Calls(WeChatPaths.SendSubscribeMessage).ShouldBeLessThan(30);
        (await Check("你好")).ShouldBe(TextVerdict.Pass);

        Lane.StandIn.ClearFaults();
        Lane.Clock.Advance(TimeSpan.FromSeconds(6));

        await Send();
    }

    [Fact]
    public async Task Two_calls_that_time_out_are_enough_to_leave_an_API_alone_and_one_call_finds_out_when_it_is_back()
    {
        Lane.StandIn.AddFault(new Fault(WeChatPaths.CodeToSession) { DelayMilliseconds = 60_000, Count = 1_000 });
        await Task.WhenAll(Failure(() => Login("a")), Failure(() => Login("b")));
        Calls(WeChatPaths.CodeToSession).ShouldBe(2);
        var spared = await Failure(() => Login("c"));
        (spared.Kind, spared.Fault).ShouldBe((WeChatFailure.Unavailable, WeChatFault.NotSent));
        spared.RetryAfter.ShouldNotBeNull().ShouldBeGreaterThan(TimeSpan.Zero);
        (await Lane.Anyone.Post("/api/v1/sessions", new { code = name + ".d" })).ShouldBeRefused(503, "wechat.unavailable").Header("Retry-After").ShouldNotBeNull();
        Calls(WeChatPaths.CodeToSession).ShouldBe(2);
        // Half-open: of many calls at once only one asks, and as it hangs too, the rest are spared again.
        Lane.Clock.Advance(TimeSpan.FromSeconds(11));
        await Task.WhenAll(Enumerable.Range(0, 5).Select(turn => Failure(() => Login("e" + turn))));
        Calls(WeChatPaths.CodeToSession).ShouldBe(3);
        Lane.StandIn.ClearFaults();
        Lane.Clock.Advance(TimeSpan.FromSeconds(11));
        (await Login("f")).OpenId.ShouldBe(OpenId);
    }

    [Theory]
    [InlineData(87014, TextVerdict.Risky)]
    [InlineData(61010, TextVerdict.AuthorInactive)]
    public async Task An_errcode_that_is_a_verdict_is_read_as_one(int errcode, TextVerdict verdict)
    {
        Fails(WeChatPaths.CheckText, errcode);
        (await Check("你好")).ShouldBe(verdict);
    }

    [Fact]
    public async Task Neither_the_secret_nor_a_token_is_logged_when_calls_fail()
    {
        Fails(WeChatPaths.CheckText, 40001, times: 3);
        await Failure(() => Check("你好"));
        Fails(WeChatPaths.StableToken, -1, times: 9);
        Lane.Clock.Advance(TimeSpan.FromHours(3));
        await Failure(() => Check("你好"));
        await Failure(() => WeChat.CodeToSession("expired.1", CancellationToken.None));

        Lane.Logs.With("WeChat").ShouldNotBeEmpty();
        foreach (var secret in new[] { "stand-in-secret", OpenId, "expired.1", "access_token=" })
            Lane.Logs.With(secret).ShouldBeEmpty();
    }

    private Task<TextVerdict> Check(string text) => WeChat.CheckText(new TextToCheck(OpenId, TextScene.Comment, text), CancellationToken.None);

    private Task<string> CheckMedia() => WeChat.CheckMedia(
        new MediaToCheck(OpenId, TextScene.Forum, new Uri("https://linyuan.example/photos/a?e=1&s=b")), CancellationToken.None);

    private Task<WeChatLogin> Login(string suffix) => WeChat.CodeToSession($"{name}.{suffix}", CancellationToken.None);

    private Task Send() => WeChat.SendSubscribeMessage(
        new SubscribeMessage(OpenId, "template", "pages/wish", new Dictionary<string, string> { ["thing1"] = "心愿有人认领了" }), CancellationToken.None);

    private void Fails(string path, int errcode, int times = 1) => Lane.StandIn.AddFault(new Fault(path) { Errcode = errcode, Count = times });

    private int Calls(string path) => Lane.StandIn.CallsTo(path).Count;

    private static Task<WeChatException> Failure(Func<Task> call) => Should.ThrowAsync<WeChatException>(call);

    /// <summary>What another holder of the secret may do: two of these end the token that everyone else holds.</summary>
    private async Task ForceAnotherToken()
    {
        var defaults = new StandInOptions();
        using var http = new HttpClient();
        var request = new { grant_type = "client_credential", appid = defaults.AppId, secret = defaults.Secret, force_refresh = true };
        using var body = new StringContent(JsonSerializer.Serialize(request));
        using var response = await http.PostAsync(new Uri(Lane.WeChat.Address, WeChatPaths.StableToken), body, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public sealed class Impatient : IAsyncLifetime
    {
        private Lane? started;

        public Lane Lane => started ?? throw new InvalidOperationException("The class has not started.");

        public async ValueTask InitializeAsync() => started = await Lane.Start(new LaneSettings
        {
            Options = new Dictionary<string, string> { ["WeChat:CallTimeout"] = "00:00:03", ["WeChat:SendTimeout"] = "00:00:03" },
        });

        public ValueTask DisposeAsync() => Lane.DisposeAsync();
    }
}
