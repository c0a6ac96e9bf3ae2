using System.Text.RegularExpressions;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>What is logged about WeChat: the API's name, codes, and the reply's message cleaned of ids.</summary>
public sealed partial class WeChatLog(ILogger<WeChatLog> log)
{
    private const int LongestMessage = 200;

    /// <summary>An answered error, as loud as somebody has to act on it.</summary>
    public void Refused(WeChatApi api, int errCode, string? errMsg)
    {
        var level = WeChatErrors.ClassOf(errCode) switch
        {
            WeChatErrorClass.Config or WeChatErrorClass.DayQuota => LogLevel.Error,
            WeChatErrorClass.NewCode or WeChatErrorClass.NotSubscribed or WeChatErrorClass.Blocked => LogLevel.Information,
            _ => errCode is WeChatErrors.AuthorInactive or WeChatErrors.RiskyContent ? LogLevel.Information : LogLevel.Warning,
        };
        var cleaned = Clean(errMsg);
        Answered(level, api.Name, errCode, cleaned);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "WeChat {Api} answered HTTP {Status}, which its documents do not name")]
    public partial void UnexpectedStatus(string api, int status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "WeChat {Api} failed: {Fault}")]
    public partial void Failed(string api, WeChatFault fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "WeChat {Api} is left alone for {Pause} after repeated failures")]
    public partial void LeftAlone(string api, TimeSpan pause);

    [LoggerMessage(Level = LogLevel.Error, Message = "WeChat {Api} gave a phone number of another mini program")]
    public partial void ForeignPhone(string api);

    [LoggerMessage(Message = "WeChat {Api} answered {ErrCode}: {ErrMsg}")]
    private partial void Answered(LogLevel level, string api, int errCode, string errMsg);

    /// <summary>Masks what may be an id, a token, a code or a number of a person; keeps the rid that WeChat's support asks for.</summary>
    private static string Clean(string? errMsg)
    {
        var text = errMsg ?? "";
        var rid = RequestId().Match(text);
        var masked = Identifying().Replace(text[..(rid.Success ? rid.Index : text.Length)], "*");
        return (masked.Length > LongestMessage ? masked[..LongestMessage] : masked) + rid.Value;
    }

    [GeneratedRegex(@"rid: ?[0-9a-f]{8}(-[0-9a-f]{8}){0,2}", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex RequestId();

    [GeneratedRegex(@"[0-9A-Za-z_-]{16,}|[0-9]{7,}|\p{Cc}|[^\x00-\x7f]+", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Identifying();
}
