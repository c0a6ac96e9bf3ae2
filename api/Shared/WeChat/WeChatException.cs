namespace LinYuan.Api.Shared.WeChat;

/// <summary>What a caller can do about a failed call.</summary>
public enum WeChatFailure
{
    /// <summary>The one-time code is wrong, expired or used: the client gets a new one and asks again.</summary>
    CodeInvalid,

    /// <summary>WeChat holds the person for a high risk and refuses the login.</summary>
    Blocked,

    /// <summary>Nothing was done; the same call may succeed later.</summary>
    Unavailable,

    /// <summary>Nothing was done, and nothing will be today: the day's quota is used up.</summary>
    QuotaUsedUp,

    /// <summary>Nothing was done, and nothing will be until whoever runs the service sets something right: a permission, an address list, a template.</summary>
    NeedsOperator,

    /// <summary>No answer came after a message was handed over: it may have been sent or not.</summary>
    Uncertain,

    /// <summary>The person has not subscribed, or the one-time grant is used up.</summary>
    NotSubscribed,

    /// <summary>Repeating will not help: the input is wrong.</summary>
    Final,
}

/// <summary>How one attempt ended, which decides whether it may be repeated.</summary>
public enum WeChatFault
{
    /// <summary>WeChat answered and refused.</summary>
    Refused,

    /// <summary>No connection came about, so WeChat has not seen the request.</summary>
    NotSent,

    /// <summary>WeChat answered that it is busy (-1 or HTTP 5xx).</summary>
    Busy,

    /// <summary>The request went out and no readable answer came.</summary>
    Lost,
}

/// <summary>A call to WeChat failed. The message holds no personal data and no secret.</summary>
public sealed class WeChatException(string api, WeChatFailure kind, WeChatFault fault, int? errCode = null, Exception? inner = null)
    : Exception($"WeChat {api}: {kind} ({fault}, errcode {errCode?.ToString() ?? "none"})", inner)
{
    public WeChatFailure Kind { get; } = kind;

    public WeChatFault Fault { get; } = fault;

    /// <summary>WeChat's own code; null when it gave none.</summary>
    public int? ErrCode { get; } = errCode;

    /// <summary>Whether the attempt ended because its time was over.</summary>
    public bool IsTimeout { get; init; }

    /// <summary>How long WeChat is left alone; null when it is not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
