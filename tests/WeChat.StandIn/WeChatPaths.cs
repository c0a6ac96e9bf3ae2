namespace WeChat.StandIn;

/// <summary>The API paths that the stand-in answers; faults and the list of calls are keyed by them.</summary>
public static class WeChatPaths
{
    public const string CodeToSession = "/sns/jscode2session";
    public const string PlainToken = "/cgi-bin/token";
    public const string StableToken = "/cgi-bin/stable_token";
    public const string PhoneNumber = "/wxa/business/getuserphonenumber";
    public const string UnlimitedQrCode = "/wxa/getwxacodeunlimit";
    public const string CheckText = "/wxa/msg_sec_check";
    public const string CheckMedia = "/wxa/media_check_async";
    public const string SendSubscribeMessage = "/cgi-bin/message/subscribe/send";
    public const string CheckSession = "/wxa/checksession";

    /// <summary>Everything below this prefix steers the stand-in itself and is no part of WeChat.</summary>
    public const string Control = "/_stand-in";
}
