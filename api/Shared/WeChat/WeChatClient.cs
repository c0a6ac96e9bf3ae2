using System.Security.Cryptography;
using System.Text;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Typed;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>WeChat's server API over HTTP.</summary>
public sealed class WeChatClient(
    WeChatTransport transport,
    WeChatCalls calls,
    WeChatAccessToken accessToken,
    WeChatLog log,
    IOptions<WeChatOptions> options,
    TimeProvider clock) : IWeChat
{
    // WeChat's number for a picture; 1 is a sound.
    private const int Picture = 2;

    // In pixels, the most that WeChat draws: for print.
    private const int MiniCodeWidth = 1280;

    private readonly WeChatOptions options = options.Value;
    private readonly SingleFlight<WeChatLogin> logins = new();

    // A double tap sends one code twice; WeChat would refuse the second, though the person did nothing wrong.
    public Task<WeChatLogin> CodeToSession(string code, CancellationToken cancel) =>
        logins.Run(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(code))), () => Login(code)).WaitAsync(cancel);

    public Task<string> GetPhoneNumber(string code, CancellationToken cancel) =>
        Within(options.CallTimeout, limit => PhoneNumber(code, limit)).WaitAsync(cancel);

    public Task<TextVerdict> CheckText(TextToCheck text, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text.Content)) throw new ArgumentException("There is nothing to check.", nameof(text));
        return Within(options.CallTimeout, limit => CheckParts(text, limit)).WaitAsync(cancel);
    }

    public Task<string> CheckMedia(MediaToCheck media, CancellationToken cancel)
    {
        var body = new { media_url = media.Address.AbsoluteUri, media_type = Picture, version = 2, scene = (int)media.Scene, openid = media.OpenId };
        return Within(options.CallTimeout, async limit => (await PostWithToken<MediaReply>(WeChatApi.MediaCheck, body, limit)).TraceId!).WaitAsync(cancel);
    }

    public Task<byte[]> GetMiniCode(MiniCodeToGet code, CancellationToken cancel)
    {
        var version = options.MiniProgramState switch { "trial" => "trial", "developer" => "develop", _ => "release" };
        // Only the released version's pages are known to WeChat; a page that is not there yet can still be tried out.
        var body = new { scene = code.Scene, page = code.Page, check_path = version == "release", env_version = version, width = MiniCodeWidth, is_hyaline = code.IsTransparent };
        return Within(options.CallTimeout, async limit => (await PostWithToken<PictureReply>(WeChatApi.MiniCode, body, limit)).Bytes).WaitAsync(cancel);
    }

    public Task SendSubscribeMessage(SubscribeMessage message, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var body = new
        {
            touser = message.OpenId,
            template_id = message.TemplateId,
            page = message.Page,
            data = message.Data.ToDictionary(pair => pair.Key, pair => new { value = pair.Value }, StringComparer.Ordinal),
            miniprogram_state = options.MiniProgramState,
            lang = "zh_CN",
        };
        return Within(options.SendTimeout, limit => PostWithToken<WeChatReply>(WeChatApi.SubscribeSend, body, limit));
    }

    private Task<WeChatLogin> Login(string code) => Within(options.CallTimeout, async limit =>
    {
        var query = $"appid={Escape(options.AppId)}&secret={Escape(options.Secret)}&js_code={Escape(code)}&grant_type=authorization_code";
        var api = WeChatApi.CodeToSession;
        var reply = await calls.Run(api, token => transport.Get<LoginReply>(api, query, token), limit);
        return new WeChatLogin(reply.OpenId!, reply.UnionId);
    });

    private async Task<string> PhoneNumber(string code, CancellationToken limit)
    {
        var api = WeChatApi.PhoneNumber;
        var reply = await PostWithToken<PhoneReply>(api, new { code }, limit);
        if (reply.Info?.Watermark?.AppId == options.AppId) return TypedPhone.OfCountry(reply.Info.CountryCode.ToString(), reply.Info.PurePhoneNumber!);
        log.ForeignPhone(api.Name);
        throw new WeChatException(api.Name, WeChatFailure.Final, WeChatFault.Refused);
    }

    private async Task<TextVerdict> CheckParts(TextToCheck text, CancellationToken limit)
    {
        var worst = TextVerdict.Pass;
        foreach (var part in TextParts.Of(text.Content))
        {
            var verdict = await CheckPart(text, part, limit);
            if (verdict is TextVerdict.Risky or TextVerdict.AuthorInactive) return verdict;
            if (verdict == TextVerdict.Review) worst = verdict;
        }
        return worst;
    }

    private async Task<TextVerdict> CheckPart(TextToCheck text, string content, CancellationToken limit)
    {
        var body = new
        {
            version = 2,
            openid = text.OpenId,
            scene = (int)text.Scene,
            content,
            title = text.Title,
            nickname = text.Nickname,
        };
        try
        {
            var reply = await PostWithToken<TextReply>(WeChatApi.TextCheck, body, limit);
            return reply.Result?.Suggest switch
            {
                "pass" => TextVerdict.Pass,
                "risky" => TextVerdict.Risky,
                // A verdict that this release does not know goes to people.
                _ => TextVerdict.Review,
            };
        }
        catch (WeChatException failure) when (failure.ErrCode is WeChatErrors.AuthorInactive or WeChatErrors.RiskyContent)
        {
            return failure.ErrCode == WeChatErrors.RiskyContent ? TextVerdict.Risky : TextVerdict.AuthorInactive;
        }
    }

    private async Task<T> PostWithToken<T>(WeChatApi api, object body, CancellationToken limit) where T : WeChatReply
    {
        var token = await accessToken.Current(limit);
        try
        {
            return await Post<T>(api, token, body, limit);
        }
        // WeChat looks at the token first, so nothing was done: once more with another, and only once.
        catch (WeChatException failure) when (WeChatErrors.IsTokenRefusal(failure))
        {
            await accessToken.Drop(token);
            return await Post<T>(api, await accessToken.Current(limit), body, limit);
        }
    }

    private Task<T> Post<T>(WeChatApi api, string accessToken, object body, CancellationToken limit) where T : WeChatReply =>
        calls.Run(api, token => transport.Post<T>(api, "access_token=" + Escape(accessToken), body, token), limit);

    private async Task<T> Within<T>(TimeSpan time, Func<CancellationToken, Task<T>> work)
    {
        // Bounded by time only, never by the caller's token: a code is used up and a message sent whether or not anyone still waits.
        using var limit = new CancellationTokenSource(time, clock);
        return await work(limit.Token);
    }

    private static string Escape(string value) => Uri.EscapeDataString(value);
}
