using System.Text;
using LinYuan.Api.Features.WeChatPush;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WeChat.StandIn;

namespace LinYuan.Tests.WeChatPush;

/// <summary>Only what WeChat signed for this mini program gets in; of all else nothing is stored.</summary>
public sealed class PushVerificationTests(PushLane push) : IClassFixture<PushLane>
{
    private readonly Lane lane = push.Lane;

    public static TheoryData<PushMode> Modes => [PushMode.Plain, PushMode.Compatible, PushMode.Safe];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_push_signed_with_another_token_is_refused(PushMode mode) => await ShouldBeRefused(Any(mode) with { Token = "anotherToken" });

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task A_push_without_any_signature_is_refused(PushMode mode) => await ShouldBeRefused(Any(mode) with { Query = _ => "" });

    [Theory]
    [InlineData(PushMode.Compatible)]
    [InlineData(PushMode.Safe)]
    public async Task A_push_encrypted_for_another_mini_program_is_refused(PushMode mode) => await ShouldBeRefused(Any(mode) with { AppId = "wx1111111111111111" });

    [Theory]
    [InlineData(PushMode.Compatible)]
    [InlineData(PushMode.Safe)]
    public async Task A_push_encrypted_with_another_key_is_refused(PushMode mode) => await ShouldBeRefused(Any(mode) with { AesKey = new string('B', 43) });

    [Fact]
    public async Task An_encrypted_text_that_was_changed_on_the_way_is_refused()
    {
        await ShouldBeRefused(Any(PushMode.Safe) with { OnTheWay = text => (text[0] == 'A' ? 'B' : 'A') + text[1..] });
        await ShouldBeRefused(Any(PushMode.Safe) with { OnTheWay = text => text[..^44] });
        await ShouldBeRefused(Any(PushMode.Safe) with { OnTheWay = _ => "" });
        await ShouldBeRefused(Any(PushMode.Safe) with { OnTheWay = text => text + " " });
    }

    [Fact]
    public async Task A_text_signed_rightly_that_does_not_open_is_refused_without_a_word_about_why()
    {
        var before = await push.Stored();
        foreach (var text in new[] { "", "AAAA", "no base64!", Convert.ToBase64String(new byte[320]), PushEnvelope.Encrypt("{}", "", PushLane.AesKey) })
        {
            var query = $"timestamp=1&nonce=2&encrypt_type=aes&msg_signature={PushEnvelope.Sign(PushLane.Token, "1", "2", text)}";
            var answer = await lane.Anyone.Send(new HttpRequestMessage(HttpMethod.Post, "/wechat/push?" + query)
            {
                Content = new StringContent($"{{\"Encrypt\":\"{text}\"}}", Encoding.UTF8, "application/json"),
            });

            answer.ShouldBeRefused(403, "wechat.push_refused");
            answer.Body.ShouldNotContain("   at ");
            answer.Body.ShouldNotContain("Exception");
        }
        (await push.Stored()).ShouldBe(before);
    }

    [Fact]
    public async Task An_envelope_without_an_encrypted_text_is_refused()
    {
        foreach (var body in new[] { "", "{", "[]", "{}", "{\"Encrypt\":null}", "{\"Encrypt\":{}}", "<xml/>", "<xml><Encrypt/></xml>" })
        {
            var query = $"timestamp=1&nonce=2&encrypt_type=aes&msg_signature={PushEnvelope.Sign(PushLane.Token, "1", "2")}";
            (await lane.Anyone.Send(new HttpRequestMessage(HttpMethod.Post, "/wechat/push?" + query) { Content = new StringContent(body) }))
                .ShouldBeRefused(403, "wechat.push_refused");
        }
    }

    [Fact]
    public async Task In_the_compatible_mode_only_the_encrypted_words_count()
    {
        var (meant, forged) = (await lane.NewPerson(), await lane.NewPerson());
        var hand = HandMadePush.Of(HandMadePush.Event("user_info_modified", meant.OpenId), PushMode.Compatible);
        var request = hand.Request();
        var body = (await request.Content!.ReadAsStringAsync(TestContext.Current.CancellationToken)).Replace(meant.OpenId, forged.OpenId, StringComparison.Ordinal);
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");

        (await lane.Anyone.Send(request)).ShouldBe(200);

        (await push.Stored("openid = @OpenId AND user_id = @Id", meant)).ShouldBe(1);
        (await push.Stored("openid = @OpenId", forged)).ShouldBe(0);
    }

    [Fact]
    public async Task While_the_key_is_changed_the_one_before_is_taken_as_well()
    {
        var person = await lane.NewPerson();

        (await push.Push(Of(person, PushMode.Safe) with { AesKey = PushLane.PreviousAesKey })).ShouldBe(200);

        (await push.Stored("openid = @OpenId", person)).ShouldBe(1);
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("")]
    public async Task A_plain_push_may_say_that_it_is_not_encrypted(string word)
    {
        (await push.Push(Any(PushMode.Plain) with { Query = query => query + "&encrypt_type=" + word })).ShouldBe(200).Body.ShouldBe("success");
    }

    [Fact]
    public async Task Where_only_encrypted_pushes_are_wanted_a_plain_one_is_refused_and_the_address_check_still_answered()
    {
        await using var strict = await Lane.Start(new LaneSettings
        {
            ReplicaOf = lane,
            Options = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["WeChat:PushToken"] = PushLane.Token,
                ["WeChat:EncodingAesKey"] = PushLane.AesKey,
                ["WeChat:EncryptedPushOnly"] = "true",
            },
        });

        var before = await push.Stored();
        (await strict.Anyone.Send(Any(PushMode.Plain).Request())).ShouldBeRefused(403, "wechat.push_refused");
        (await push.Stored()).ShouldBe(before);
        (await strict.Anyone.Send(Any(PushMode.Safe).Request())).ShouldBe(200);
        var signature = PushEnvelope.Sign(PushLane.Token, "1", "2");
        (await strict.Anyone.Get($"/wechat/push?signature={signature}&timestamp=1&nonce=2&echostr=abc")).ShouldBe(200).Body.ShouldBe("abc");
    }

    [Theory]
    [InlineData("")]
    [InlineData("signature=f464b24fc39322e44b38aa78f5edd27bd1441696&timestamp=1714036504&nonce=1514711492&echostr=1")]
    [InlineData("signature=&timestamp=&nonce=&echostr=1")]
    public async Task An_address_check_that_is_not_signed_with_our_token_is_refused(string query) =>
        (await lane.Anyone.Get("/wechat/push?" + query)).ShouldBeRefused(403, "wechat.push_refused");

    [Fact]
    public async Task The_echo_goes_back_letter_by_letter_and_never_as_a_page()
    {
        var echo = "<b>愿 望+&%</b>";

        var answer = await lane.Anyone.Get(
            $"/wechat/push?signature={PushEnvelope.Sign(PushLane.Token, "1", "2")}&timestamp=1&nonce=2&echostr={Uri.EscapeDataString(echo)}");

        answer.ShouldBe(200).Body.ShouldBe(echo);
        answer.ContentHeaders.ContentType!.MediaType.ShouldBe("text/plain");
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
    }

    [Theory]
    [InlineData("PushToken", "ab")]
    [InlineData("PushToken", "has a space")]
    [InlineData("EncodingAesKey", "short")]
    [InlineData("EncodingAesKey", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEF=")]
    [InlineData("EncodingAesKey", "")]
    [InlineData("PreviousEncodingAesKey", "short")]
    public void A_setting_that_cannot_be_right_stops_the_start(string setting, string value)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["WeChat:PushToken"] = PushLane.Token,
            ["WeChat:EncodingAesKey"] = PushLane.AesKey,
            ["WeChat:PreviousEncodingAesKey"] = PushLane.PreviousAesKey,
            ["WeChat:" + setting] = value,
        };

        var error = Should.Throw<OptionsValidationException>(() => Validate(settings));

        error.Message.ShouldContain("WeChat:" + setting);
        error.Message.ShouldNotContain(PushLane.AesKey);
    }

    [Fact]
    public void A_key_without_a_token_stops_the_start_and_no_settings_at_all_do_not()
    {
        Should.Throw<OptionsValidationException>(() => Validate(new() { ["WeChat:EncodingAesKey"] = PushLane.AesKey }))
            .Message.ShouldContain("WeChat:PushToken");
        Validate([]);
        Validate(new() { ["WeChat:PushToken"] = PushLane.Token });
        Validate(new() { ["WeChat:PushToken"] = "", ["WeChat:EncodingAesKey"] = "" });
    }

    private static void Validate(Dictionary<string, string?> settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection().AddWeChatPush(configuration).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private HandMadePush Any(PushMode mode) => HandMadePush.Of(HandMadePush.Event("user_info_modified", lane.Unique("o_")), mode);

    private static HandMadePush Of(Person person, PushMode mode) => HandMadePush.Of(HandMadePush.Event("user_info_modified", person.OpenId), mode);

    private async Task ShouldBeRefused(HandMadePush forged)
    {
        var before = await push.Stored();
        (await push.Push(forged)).ShouldBeRefused(403, "wechat.push_refused");
        (await push.Stored()).ShouldBe(before);
    }
}
