namespace LinYuan.Api.Shared.WeChat;

/// <summary>What may be repeated within one call.</summary>
public enum WeChatRepeat
{
    /// <summary>Has no effect: any transient failure is tried again.</summary>
    Idempotent,

    /// <summary>Uses up a code: tried once more, and only when WeChat said that it did nothing or never saw the request.</summary>
    OneTimeCode,

    /// <summary>Reaches a person: tried once more only when WeChat never saw the request; the outbox repeats the rest.</summary>
    Send,
}

/// <summary>One API of WeChat's. The name is the tag of meters and logs.</summary>
public sealed record WeChatApi(string Name, string Path, WeChatRepeat Repeat)
{
    public static readonly WeChatApi CodeToSession = new("code_to_session", "/sns/jscode2session", WeChatRepeat.OneTimeCode);
    public static readonly WeChatApi StableToken = new("stable_token", "/cgi-bin/stable_token", WeChatRepeat.Idempotent);
    public static readonly WeChatApi PhoneNumber = new("phone_number", "/wxa/business/getuserphonenumber", WeChatRepeat.OneTimeCode);
    public static readonly WeChatApi TextCheck = new("text_check", "/wxa/msg_sec_check", WeChatRepeat.Idempotent);
    public static readonly WeChatApi MediaCheck = new("media_check", "/wxa/media_check_async", WeChatRepeat.Idempotent);
    public static readonly WeChatApi MiniCode = new("mini_code", "/wxa/getwxacodeunlimit", WeChatRepeat.Idempotent);
    public static readonly WeChatApi SubscribeSend = new("subscribe_send", "/cgi-bin/message/subscribe/send", WeChatRepeat.Send);

    public static IReadOnlyList<WeChatApi> All { get; } = [CodeToSession, StableToken, PhoneNumber, TextCheck, MediaCheck, MiniCode, SubscribeSend];
}
