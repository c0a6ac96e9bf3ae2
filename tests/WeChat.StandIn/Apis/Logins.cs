using System.Security.Cryptography;
using System.Text;

namespace WeChat.StandIn;

internal static class Logins
{
    public static Answer CodeToSession(Call call, StandInState state)
    {
        if (AccessTokens.WrongApplication(state, call.QueryText("appid"), call.QueryText("secret")) is { } refusal) return refusal;
        if (call.QueryText("grant_type") is not "authorization_code") return Answer.Error(WeChatErrors.InvalidGrantType);
        if (call.QueryText("js_code") is not { } code) return Answer.Error(WeChatErrors.CodeMissing);
        return OneTimeCodes.LoginName(code) switch
        {
            null or "expired" => Answer.Error(WeChatErrors.InvalidCode),
            "blocked" => Answer.Error(WeChatErrors.CodeBlocked),
            var name => LogIn(call, state, code, "o_" + name),
        };
    }

    public static Answer CheckSession(Call call, StandInState state)
    {
        if (call.QueryText("sig_method") is not "hmac_sha256") return Answer.Error(WeChatErrors.BadSignatureMethod);
        if (call.QueryText("openid") is not { } openid || !OneTimeCodes.IsOpenid(openid)) return Answer.Error(WeChatErrors.InvalidOpenid);
        if (state.People.SessionKey(openid) is not { } key) return Answer.Error(WeChatErrors.BadSignature);

        // The key is the base64 text as it stands, not the bytes that it spells; the signed data is empty.
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), ReadOnlySpan<byte>.Empty));
        return string.Equals(call.QueryText("signature"), expected, StringComparison.Ordinal)
            ? Answer.Ok(new { errcode = WeChatErrors.Ok, errmsg = "ok" })
            : Answer.Error(WeChatErrors.BadSignature);
    }

    private static Answer LogIn(Call call, StandInState state, string code, string openid)
    {
        var limit = state.Options.LoginsPerUserPerMinute;
        if (!state.Minutes.Admit($"{call.Path} {openid}", limit, call.At)) return Answer.Error(WeChatErrors.MinuteQuota);
        return state.People.Use(code)
            ? Answer.OkAsPlainText(new { session_key = state.People.LogIn(openid, call.At), openid })
            : Answer.Error(WeChatErrors.CodeUsed);
    }
}
