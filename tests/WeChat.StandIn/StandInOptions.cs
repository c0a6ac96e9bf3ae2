namespace WeChat.StandIn;

/// <summary>How one stand-in behaves; the defaults need nothing set.</summary>
public sealed record StandInOptions
{
    /// <summary>Where to listen; port 0 takes any free port.</summary>
    public string Url { get; init; } = "http://127.0.0.1:0";

    public string AppId { get; init; } = "wx0000000000standin";

    public string Secret { get; init; } = "stand-in-secret";

    /// <summary>Messages that each openid and template may still get, until the ledger is set for them.</summary>
    public int DefaultSubscriptionCredits { get; init; } = 1000;

    /// <summary>
    /// Calls a minute by API path; a path that is not here keeps the figure in <see cref="WeChatLimits.CallsPerMinute"/>.
    /// </summary>
    public Dictionary<string, int> CallsPerMinute { get; init; } = new(StringComparer.Ordinal);

    public int LoginsPerUserPerMinute { get; init; } = WeChatLimits.LoginsPerUserPerMinute;

    /// <summary>The callback that pushes go to; may also be set later through <see cref="StandInState.PushAddress"/>.</summary>
    public Uri? PushAddress { get; init; }

    public string? PushToken { get; init; }

    /// <summary>43 characters; without it pushes go out in plain text, signed only.</summary>
    public string? EncodingAesKey { get; init; }

    internal int? CallsPerMinuteOf(string path)
    {
        if (CallsPerMinute.TryGetValue(path, out var own)) return own;
        return WeChatLimits.CallsPerMinute.TryGetValue(path, out var published) ? published : null;
    }
}
