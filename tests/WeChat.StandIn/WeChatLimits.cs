namespace WeChat.StandIn;

/// <summary>Every figure that WeChat publishes and the stand-in keeps to. Lengths are UTF-16 units, the strictest reading.</summary>
public static class WeChatLimits
{
    public const int ForcedRefreshesPerDay = 20;
    public const int SceneCharacters = 32;
    public const int QrWidthMinimum = 280;
    public const int QrWidthMaximum = 1280;
    public const int CheckedTextCharacters = 2500;
    public const int CheckVersion = 2;
    public const int CheckSceneMaximum = 4;
    public const int PushAttempts = 3;
    public const int LoginsPerUserPerMinute = 100;
    public const string CountryCode = "86";
    public const int DownloadFailed = -1008;

    public static readonly TimeSpan TokenLife = TimeSpan.FromHours(2);

    /// <summary>How long a replaced token still works, and how long before its end a stable token is replaced.</summary>
    public static readonly TimeSpan TokenOverlap = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan ForcedRefreshInterval = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan ActivityWindow = TimeSpan.FromHours(2);
    public static readonly TimeSpan PushTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Daily quotas turn over at midnight in China.</summary>
    public static readonly TimeSpan QuotaDayOffset = TimeSpan.FromHours(8);

    /// <summary>Published calls a minute, by API path. A path that is not here has no published figure.</summary>
    public static readonly IReadOnlyDictionary<string, int> CallsPerMinute = new Dictionary<string, int>(StringComparer.Ordinal)
    {
        [WeChatPaths.StableToken] = 10_000,
        [WeChatPaths.UnlimitedQrCode] = 5_000,
        [WeChatPaths.CheckText] = 4_000,
        [WeChatPaths.CheckMedia] = 2_000,
    };
}
