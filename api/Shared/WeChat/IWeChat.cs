namespace LinYuan.Api.Shared.WeChat;

/// <summary>The one port to WeChat's server API. Never called inside a database transaction.</summary>
/// <remarks>Each method fails only with <see cref="WeChatException"/>, or with a cancellation by its caller.</remarks>
public interface IWeChat
{
    /// <summary>
    /// Exchanges the code of <c>wx.login</c> for the person's ids. Calls with one code at the same time share one exchange;
    /// WeChat takes a code only once.
    /// </summary>
    Task<WeChatLogin> CodeToSession(string code, CancellationToken cancel);

    /// <summary>Exchanges the code of the phone button for the number without its country code. One use, and not the login code.</summary>
    Task<string> GetPhoneNumber(string code, CancellationToken cancel);

    /// <summary>
    /// Judges what a person wrote, at the time when it is submitted: WeChat needs the author to have been active within two hours.
    /// </summary>
    /// <exception cref="ArgumentException">The content is blank.</exception>
    Task<TextVerdict> CheckText(TextToCheck text, CancellationToken cancel);

    /// <summary>
    /// Asks WeChat to judge a picture, which it downloads by its address within half an hour; the verdict comes as a pushed event
    /// <c>wxa_media_check</c> with the trace id that this gives. WeChat needs the author to have been active within two hours.
    /// </summary>
    Task<string> CheckMedia(MediaToCheck media, CancellationToken cancel);

    /// <summary>
    /// WeChat's own code for a page of the mini program, which lasts for ever: ask once and keep it. The picture is a JPEG, or a PNG
    /// where it is asked for transparent; by its first bytes, not by what was asked for.
    /// </summary>
    Task<byte[]> GetMiniCode(MiniCodeToGet code, CancellationToken cancel);

    /// <summary>
    /// Sends one message that the person subscribed to. A send once begun runs to its end whatever the token says, because
    /// one that is abandoned half-way would be sent again.
    /// </summary>
    Task SendSubscribeMessage(SubscribeMessage message, CancellationToken cancel);
}

/// <param name="OpenId">The person's id within this mini program.</param>
/// <param name="UnionId">The person's id across the owner's apps; null unless they are bound to one Open Platform account.</param>
public sealed record WeChatLogin(string OpenId, string? UnionId);

/// <param name="Content">Of any length; what is over 2,500 characters is checked in overlapping parts.</param>
public sealed record TextToCheck(string OpenId, TextScene Scene, string Content, string? Title = null, string? Nickname = null);

/// <param name="Address">Where anyone can download it, of at most 10 MB.</param>
public sealed record MediaToCheck(string OpenId, TextScene Scene, Uri Address);

/// <param name="Scene">What the page is told, at most 32 characters of the kind that a URL may hold.</param>
/// <param name="Page">The page that the code opens, without a leading slash.</param>
public sealed record MiniCodeToGet(string Scene, string Page, bool IsTransparent);

/// <summary>Where the text or the picture will be seen; the values are WeChat's.</summary>
public enum TextScene
{
    Profile = 1,
    Comment = 2,
    Forum = 3,
    SocialLog = 4,
}

public enum TextVerdict
{
    Pass,

    /// <summary>WeChat is not sure: people decide.</summary>
    Review,
    Risky,

    /// <summary>Not judged, because the author has not opened the mini program within two hours (61010): people decide.</summary>
    AuthorInactive,
}

/// <param name="Page">The page that a tap opens, without a leading slash; null makes the message not clickable.</param>
/// <param name="Data">Template key, such as <c>thing1</c>, to its text, fitted by <see cref="SubscribeValue"/>.</param>
public sealed record SubscribeMessage(string OpenId, string TemplateId, string? Page, IReadOnlyDictionary<string, string> Data);
