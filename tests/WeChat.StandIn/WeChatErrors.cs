using System.Security.Cryptography;

namespace WeChat.StandIn;

/// <summary>The error codes that the stand-in answers with, and WeChat's wording for them.</summary>
public static class WeChatErrors
{
    public const int Ok = 0;
    public const int Busy = -1;
    public const int InvalidCredential = 40001;
    public const int InvalidGrantType = 40002;
    public const int InvalidOpenid = 40003;
    public const int InvalidMediaType = 40004;
    public const int InvalidAppId = 40013;
    public const int InvalidCode = 40029;
    public const int InvalidTemplate = 40037;
    public const int InvalidArguments = 40097;
    public const int InvalidSecret = 40125;
    public const int InvalidScene = 40129;
    public const int CodeUsed = 40163;
    public const int InvalidSceneLength = 40169;
    public const int CodeBlocked = 40226;
    public const int TokenMissing = 41001;
    public const int AppIdMissing = 41002;
    public const int SecretMissing = 41004;
    public const int CodeMissing = 41008;
    public const int InvalidPage = 41030;
    public const int TokenExpired = 42001;
    public const int WrongMethod = 43002;
    public const int NotSubscribed = 43101;
    public const int ConcurrentSend = 43108;
    public const int EmptyBody = 44002;
    public const int CheckMinuteQuota = 44991;
    public const int DayQuota = 45009;
    public const int MinuteQuota = 45011;
    public const int BadData = 47001;
    public const int BadArgument = 47003;
    public const int NotActive = 61010;
    public const int ScanTimeInPage = 85096;
    public const int BadSignatureMethod = 87008;
    public const int BadSignature = 87009;

    private static readonly Dictionary<int, string> Texts = new()
    {
        [Busy] = "system error",
        [InvalidCredential] = "invalid credential, access_token is invalid or not latest",
        [InvalidGrantType] = "invalid grant_type",
        [InvalidOpenid] = "invalid openid",
        [InvalidMediaType] = "invalid media type",
        [InvalidAppId] = "invalid appid",
        [InvalidCode] = "invalid code",
        [InvalidTemplate] = "invalid template_id",
        [InvalidArguments] = "invalid args",
        [InvalidSecret] = "invalid appsecret",
        [InvalidScene] = "invalid scene",
        [CodeUsed] = "code been used",
        [InvalidSceneLength] = "invalid length for scene, or the data is not json string",
        [CodeBlocked] = "code blocked",
        [TokenMissing] = "access_token missing",
        [AppIdMissing] = "appid missing",
        [SecretMissing] = "appsecret missing",
        [CodeMissing] = "missing code",
        [InvalidPage] = "invalid page",
        [TokenExpired] = "access_token expired",
        [WrongMethod] = "wrong request method",
        [NotSubscribed] = "user refuse to accept the msg",
        [ConcurrentSend] = "concurrent send to the same user",
        [EmptyBody] = "empty post data",
        [CheckMinuteQuota] = "minute quota reached limit",
        [DayQuota] = "reach max api daily quota limit",
        [MinuteQuota] = "api minute-quota reach limit mustslower retry next minute",
        [BadData] = "data format error",
        [BadArgument] = "argument invalid!",
        [NotActive] = "code is expired",
        [ScanTimeInPage] = "not allow include scancode_time field",
        [BadSignatureMethod] = "invalid sig_method",
        [BadSignature] = "invalid signature",
    };

    /// <summary>
    /// The text with a fresh request id behind it, as every refusal carries one. A code from a script may be unknown here.
    /// </summary>
    public static string Message(int errcode, string? text = null) =>
        $"{text ?? Texts.GetValueOrDefault(errcode, "error")} rid: {TraceId()}";

    /// <summary>Three groups of eight hexadecimal digits, the shape of both rid and trace_id.</summary>
    public static string TraceId() => string.Join('-', Group(), Group(), Group());

    private static string Group() => RandomNumberGenerator.GetHexString(8, lowercase: true);
}
