using System.Text;
using LinYuan.Api.Features.WeChatPush.Envelopes;
using WeChat.StandIn;

namespace LinYuan.Tests.WeChatPush;

/// <summary>The examples that WeChat publishes for its message push, sent as they stand there.</summary>
public sealed class OfficialVectorTests(OfficialVectorTests.PublishedSettings settings) : IClassFixture<OfficialVectorTests.PublishedSettings>
{
    private const string AppId = "wxba5fad812f8e6fb9";

    private const string PlainBody = """
        {"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714037059,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}
        """;

    private const string SafeMessage = """
        {"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}
        """;

    private const string SafeQuery =
        "signature=6c5c811b55cc85e0e1b54100749188c20beb3f5d&timestamp=1714112445&nonce=415670741&openid=o9AgO5Kd5ggOC-bXrbNODIiE3bGY"
        + "&encrypt_type=aes&msg_signature=046e02f8204d34f8ba5fa3b1db94908f3df2e9b3";

    private const string Encrypted =
        "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT740XgXZUXQ7vJVnAG"
        + "+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8YL/P50F7mStwntrA2cPDrM1kb6mOcfBgRtW"
        + "ygb3VIYnSeOBrebufAlr7F9mFUPAJGj04=";

    private static readonly string Key = new('A', 43);
    private readonly Lane lane = settings.Lane;

    [Fact]
    public async Task The_address_check_is_answered_with_its_echo_and_nothing_else()
    {
        var answer = await lane.Anyone.Get(
            "/wechat/push?signature=f464b24fc39322e44b38aa78f5edd27bd1441696&echostr=4375120948345356249&timestamp=1714036504&nonce=1514711492");

        answer.ShouldBe(200).Body.ShouldBe("4375120948345356249");
        answer.ContentHeaders.ContentType!.MediaType.ShouldBe("text/plain");
    }

    [Fact]
    public async Task The_plain_push_is_taken()
    {
        var answer = await Post("signature=899cf89e464efb63f54ddac96b0a0a235f53aa78&timestamp=1714037059&nonce=486452656", PlainBody);

        answer.ShouldBe(200).Body.ShouldBe("success");
        (await lane.Sql.Count("wechat_push_events WHERE event = 'debug_demo' AND sent_at = '2024-04-25 09:24:19'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("{\"ToUserName\":\"gh_97417a04a28d\",\"Encrypt\":\"@\"}")]
    [InlineData("<xml><ToUserName><![CDATA[gh_97417a04a28d]]></ToUserName><Encrypt><![CDATA[@]]></Encrypt></xml>")]
    public async Task The_push_of_the_safe_mode_is_taken(string envelope)
    {
        (await Post(SafeQuery, envelope.Replace("@", Encrypted, StringComparison.Ordinal))).ShouldBe(200).Body.ShouldBe("success");

        (await lane.Sql.Count("wechat_push_events WHERE event = 'debug_demo' AND sent_at = '2024-04-26 06:20:45'")).ShouldBe(1);
        (await Traces.Of(lane, "hello world")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("msg_signature=046e02", "msg_signature=146e02")]
    [InlineData("msg_signature=046e02", "msg_signature=046E02")]
    [InlineData("nonce=415670741", "nonce=415670742")]
    [InlineData("timestamp=1714112445", "timestamp=1714112446")]
    [InlineData("&msg_signature=046e02f8204d34f8ba5fa3b1db94908f3df2e9b3", "")]
    [InlineData("msg_signature=", "msg_signature=046e02f8204d34f8ba5fa3b1db94908f3df2e9b3&msg_signature=")]
    public async Task The_push_of_the_safe_mode_with_another_address_is_refused(string part, string changed)
    {
        var query = SafeQuery.Replace(part, changed, StringComparison.Ordinal);

        (await Post(query, $"{{\"ToUserName\":\"gh_97417a04a28d\",\"Encrypt\":\"{Encrypted}\"}}")).ShouldBeRefused(403, "wechat.push_refused");
    }

    [Fact]
    public void The_encrypted_text_opens_to_the_message_that_is_printed_beside_it() =>
        Encoding.UTF8.GetString(PushCipher.Decrypt(Encrypted, Key, AppId)!).ShouldBe(SafeMessage.Trim());

    [Fact]
    public void The_encrypted_reply_opens_as_well()
    {
        const string reply = "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ==";

        Encoding.UTF8.GetString(PushCipher.Decrypt(reply, Key, AppId)!).ShouldBe("""{"demo_resp":"good luck"}""");
        PushSignature.Of("AAAAA", "1713424427", "415670741", reply).ShouldBe("1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1");
    }

    [Fact]
    public void A_message_of_any_length_opens_whatever_its_padding()
    {
        for (var length = 0; length <= 70; length++)
        {
            var message = new string('x', length);
            Encoding.UTF8.GetString(PushCipher.Decrypt(PushEnvelope.Encrypt(message, AppId, Key), Key, AppId)!).ShouldBe(message);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_was_never_encrypted_does_not_open(string text) => PushCipher.Decrypt(text, Key, AppId).ShouldBeNull();

    private Task<Answer> Post(string query, string body) =>
        lane.Anyone.Send(new HttpRequestMessage(HttpMethod.Post, "/wechat/push?" + query) { Content = new StringContent(body) });

    /// <summary>The settings of the examples.</summary>
    public sealed class PublishedSettings : IAsyncLifetime
    {
        private Lane? started;

        public Lane Lane => started ?? throw new InvalidOperationException("The class has not started.");

        public async ValueTask InitializeAsync() => started = await Lane.Start(new LaneSettings
        {
            Options = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["WeChat:AppId"] = AppId,
                ["WeChat:PushToken"] = "AAAAA",
                ["WeChat:EncodingAesKey"] = Key,
            },
        });

        public ValueTask DisposeAsync() => Lane.DisposeAsync();
    }
}
