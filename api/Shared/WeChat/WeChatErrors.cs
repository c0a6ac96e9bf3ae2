using System.Collections.Frozen;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Shared.WeChat;

/// <summary>What an errcode asks for.</summary>
public enum WeChatErrorClass
{
    /// <summary>Wrong input, or a code that is not in the table: repeating will not help.</summary>
    Input,
    Busy,
    Token,
    NewCode,
    Blocked,
    NotSubscribed,
    MinuteQuota,
    DayQuota,
    Config,
}

/// <summary>The table of WeChat's error codes. Only codes are read; the wording of <c>errmsg</c> changes.</summary>
public static class WeChatErrors
{
    public const int AuthorInactive = 61010;

    /// <summary>The text or the picture is risky. An answer of the older check; where it still comes it is a verdict and no failure.</summary>
    public const int RiskyContent = 87014;

    private static readonly TimeSpan UntilSomebodyActs = TimeSpan.FromHours(1);

    private static readonly FrozenDictionary<int, WeChatErrorClass> Classes = new (WeChatErrorClass Class, int[] Codes)[]
    {
        (WeChatErrorClass.Busy, [-1]),
        (WeChatErrorClass.Token, [40001, 40014, 42001]),
        (WeChatErrorClass.NewCode, [40029, 40163]),
        (WeChatErrorClass.Blocked, [40226]),
        (WeChatErrorClass.NotSubscribed, [43101]),
        (WeChatErrorClass.MinuteQuota, [45011, 44991, 44990, 43108, 61081]),
        (WeChatErrorClass.DayQuota, [45009, 44993, 85406]),
        // 41001, a call without a token, is a fault of this program and no reason to fetch another token.
        (WeChatErrorClass.Config,
            [40002, 40013, 40037, 40125, 40164, 40243, 41001, 41002, 41004, 43107, 48001, 48004, 50001, 50004, 50007, 89503, 89506, 89507]),
    }.SelectMany(row => row.Codes, (row, code) => KeyValuePair.Create(code, row.Class)).ToFrozenDictionary();

    public static WeChatErrorClass ClassOf(int errCode) => Classes.GetValueOrDefault(errCode, WeChatErrorClass.Input);

    public static bool IsTokenRefusal(WeChatException failure) =>
        failure.ErrCode is { } code && ClassOf(code) == WeChatErrorClass.Token;

    /// <summary>The failure for an answer with this errcode.</summary>
    public static WeChatException Refused(WeChatApi api, int errCode)
    {
        var kind = ClassOf(errCode) switch
        {
            WeChatErrorClass.Busy or WeChatErrorClass.MinuteQuota => WeChatFailure.Unavailable,
            // Seen by callers only when a fresh token was refused as well; a later call may do better.
            WeChatErrorClass.Token => WeChatFailure.Unavailable,
            WeChatErrorClass.NewCode => WeChatFailure.CodeInvalid,
            WeChatErrorClass.Blocked => WeChatFailure.Blocked,
            WeChatErrorClass.NotSubscribed => WeChatFailure.NotSubscribed,
            WeChatErrorClass.DayQuota => WeChatFailure.QuotaUsedUp,
            WeChatErrorClass.Config => WeChatFailure.NeedsOperator,
            _ => WeChatFailure.Final,
        };
        var fault = ClassOf(errCode) == WeChatErrorClass.Busy ? WeChatFault.Busy : WeChatFault.Refused;
        return new WeChatException(api.Name, kind, fault, errCode);
    }

    public static WeChatException NotSent(WeChatApi api, Exception? cause = null) =>
        new(api.Name, WeChatFailure.Unavailable, WeChatFault.NotSent, null, cause) { IsTimeout = cause is OperationCanceledException };

    /// <summary>The failure for a call that was not made, because WeChat is left alone for a while.</summary>
    public static WeChatException LeftAlone(WeChatApi api, TimeSpan? retryAfter, Exception cause) =>
        new(api.Name, WeChatFailure.Unavailable, WeChatFault.NotSent, null, cause) { RetryAfter = retryAfter };

    /// <summary>For the outbox: when the call may do better.</summary>
    public static Delivery Later(WeChatException error, TimeProvider time)
    {
        var now = time.Now();
        DateTimeOffset? notBefore = error.Kind switch
        {
            WeChatFailure.QuotaUsedUp => ChinaTime.NextDay(now),
            WeChatFailure.NeedsOperator => now + UntilSomebodyActs,
            _ => error.RetryAfter is { } pause ? now + pause : null,
        };
        return new Delivery(DeliveryOutcome.Retry, error.Message) { NotBefore = notBefore };
    }

    /// <summary>
    /// The failure for a request that went out without a readable answer. For a message this leaves open whether it was
    /// sent. A code may be used up, but the client can always get another.
    /// </summary>
    public static WeChatException Lost(WeChatApi api, Exception? cause = null) => new(
        api.Name,
        api.Repeat == WeChatRepeat.Send ? WeChatFailure.Uncertain : WeChatFailure.Unavailable,
        WeChatFault.Lost,
        null,
        cause)
    { IsTimeout = cause is OperationCanceledException };
}
