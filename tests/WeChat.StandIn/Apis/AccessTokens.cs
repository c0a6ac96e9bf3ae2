using System.Text.Json;

namespace WeChat.StandIn;

internal static class AccessTokens
{
    private const string GrantType = "client_credential";

    public static Answer Plain(Call call, StandInState state)
    {
        var refusal = Refusal(state, call.QueryText("grant_type"), call.QueryText("appid"), call.QueryText("secret"));
        return refusal ?? Issued(state.Tokens.Plain(call.At), call.At);
    }

    public static Answer Stable(Call call, StandInState state)
    {
        if (Refusal(state, call.Text("grant_type"), call.Text("appid"), call.Text("secret")) is { } refusal) return refusal;
        if (call.Field("force_refresh") is not { ValueKind: JsonValueKind.True }) return Issued(state.Tokens.Stable(call.At), call.At);
        return state.Tokens.StableForced(call.At) is { } token
            ? Issued(token, call.At)
            : Answer.Error(WeChatErrors.DayQuota);
    }

    /// <summary>The refusal for an application that does not prove itself, or null.</summary>
    public static Answer? WrongApplication(StandInState state, string? appId, string? secret)
    {
        if (appId is null) return Answer.Error(WeChatErrors.AppIdMissing);
        if (!string.Equals(appId, state.Options.AppId, StringComparison.Ordinal)) return Answer.Error(WeChatErrors.InvalidAppId);
        if (secret is null) return Answer.Error(WeChatErrors.SecretMissing);
        var right = string.Equals(secret, state.Options.Secret, StringComparison.Ordinal);
        return right ? null : Answer.Error(WeChatErrors.InvalidSecret);
    }

    private static Answer? Refusal(StandInState state, string? grantType, string? appId, string? secret) =>
        string.Equals(grantType, GrantType, StringComparison.Ordinal)
            ? WrongApplication(state, appId, secret)
            : Answer.Error(WeChatErrors.InvalidGrantType);

    private static Answer Issued(AccessToken token, DateTimeOffset now) =>
        Answer.Ok(new { access_token = token.Text, expires_in = token.SecondsLeft(now) });
}
