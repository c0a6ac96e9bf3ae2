using System.Text.RegularExpressions;

namespace WeChat.StandIn;

/// <summary>
/// What the made-up codes mean: <c>name.nonce</c> logs in <c>o_name</c>, <c>phone-13800000000.nonce</c> gives that number,
/// <c>phone-49-15112345678.nonce</c> one with that country code.
/// </summary>
internal static partial class OneTimeCodes
{
    /// <summary>The name before the dot, or null when this can be no login code: a phone code is none.</summary>
    public static string? LoginName(string code) =>
        LoginCode().Match(code) is { Success: true } match && PhoneNumber(code) is null ? match.Groups["name"].Value : null;

    public static (string Country, string Number)? PhoneNumber(string code) => PhoneCode().Match(code) is { Success: true } match
        ? (match.Groups["country"] is { Success: true } country ? country.Value : WeChatLimits.CountryCode, match.Groups["number"].Value)
        : null;

    /// <summary>Any such openid counts as known, so that seeded people need no login first.</summary>
    public static bool IsOpenid(string? text) => text is not null && Openid().IsMatch(text);

    [GeneratedRegex(@"^(?<name>[A-Za-z0-9_-]+)\..+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LoginCode();

    [GeneratedRegex(@"^phone-(?<number>[0-9]{11})\..+\z|^phone-(?<country>[1-9][0-9]{0,3})-(?<number>[0-9]{4,14})\..+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PhoneCode();

    [GeneratedRegex(@"^o_[A-Za-z0-9_-]+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Openid();
}
