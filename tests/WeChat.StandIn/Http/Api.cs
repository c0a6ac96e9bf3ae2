namespace WeChat.StandIn;

/// <summary>
/// One WeChat API: how it is called and what answers. <paramref name="Handle"/> runs while the state's lock is held, so it neither
/// waits nor calls out.
/// </summary>
internal sealed record Api(string Path, string Method, Func<Call, StandInState, Answer> Handle)
{
    public bool NeedsToken { get; init; } = true;

    /// <summary>What a call beyond the limit a minute gets: the APIs differ.</summary>
    public int OverMinuteLimit { get; init; } = WeChatErrors.MinuteQuota;

    public static IReadOnlyList<Api> All { get; } =
    [
        new(WeChatPaths.CodeToSession, HttpMethods.Get, Logins.CodeToSession) { NeedsToken = false },
        new(WeChatPaths.PlainToken, HttpMethods.Get, AccessTokens.Plain) { NeedsToken = false },
        new(WeChatPaths.StableToken, HttpMethods.Post, AccessTokens.Stable) { NeedsToken = false },
        new(WeChatPaths.PhoneNumber, HttpMethods.Post, PhoneNumbers.Get),
        new(WeChatPaths.UnlimitedQrCode, HttpMethods.Post, (call, _) => QrCodes.Unlimited(call))
        {
            OverMinuteLimit = WeChatErrors.DayQuota,
        },
        new(WeChatPaths.CheckText, HttpMethods.Post, ContentChecks.Text) { OverMinuteLimit = WeChatErrors.CheckMinuteQuota },
        new(WeChatPaths.CheckMedia, HttpMethods.Post, ContentChecks.Media) { OverMinuteLimit = WeChatErrors.CheckMinuteQuota },
        new(WeChatPaths.SendSubscribeMessage, HttpMethods.Post, SubscribeMessages.Send),
        new(WeChatPaths.CheckSession, HttpMethods.Get, Logins.CheckSession),
    ];

    public static bool IsKnown(string path) => All.Any(api => string.Equals(api.Path, path, StringComparison.Ordinal));
}
