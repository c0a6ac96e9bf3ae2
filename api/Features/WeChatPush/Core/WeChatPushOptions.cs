using System.Text.RegularExpressions;

namespace LinYuan.Api.Features.WeChatPush.Core;

/// <summary>What of the section <c>WeChat</c> concerns the messages that WeChat pushes to us; empty means not given.</summary>
public sealed partial record WeChatPushOptions
{
    /// <summary>The token of the push settings at WeChat: 3 to 32 letters and digits. Without it the callback answers 404.</summary>
    public string PushToken { get; set; } = "";

    /// <summary>Whether WeChat can reach us at all; without it its verdicts on photos never come.</summary>
    internal bool IsOn => PushToken.Length > 0;

    /// <summary>The key of the push settings: 43 letters and digits. Needed for WeChat's compatible and safe mode.</summary>
    public string EncodingAesKey { get; set; } = "";

    /// <summary>The key before the current one, so that nothing is lost while the key is changed at WeChat.</summary>
    public string PreviousEncodingAesKey { get; set; } = "";

    /// <summary>
    /// Refuses what comes unencrypted; to be set wherever WeChat is in its safe mode. The signature of an unencrypted push does not
    /// cover the body, so whoever once saw a signed address, in a proxy's log for example, could write pushes of their own.
    /// </summary>
    public bool EncryptedPushOnly { get; set; }

    internal IEnumerable<string> Keys => new[] { EncodingAesKey, PreviousEncodingAesKey }.Where(key => key.Length > 0);

    internal static bool IsTokenOrNone(string token) => token.Length == 0 || Token().IsMatch(token);

    internal static bool IsKeyOrNone(string key) => key.Length == 0 || Key().IsMatch(key);

    [GeneratedRegex(@"^[A-Za-z0-9]{3,32}\z", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Token();

    [GeneratedRegex(@"^[A-Za-z0-9]{43}\z", RegexOptions.CultureInvariant, 100)]
    private static partial Regex Key();
}
