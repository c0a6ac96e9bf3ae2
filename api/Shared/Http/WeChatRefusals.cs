using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Shared.Http;

/// <summary>What a caller hears when WeChat refused or could not be reached.</summary>
public static class WeChatRefusals
{
    public static readonly ErrorCode CodeInvalid = new("wechat.code_invalid", 401, "微信的授权过期了，请关掉小程序再打开");
    public static readonly ErrorCode Blocked = new("wechat.blocked", 403, "微信提示该账号存在风险，暂时无法登录");
    public static readonly ErrorCode Unavailable = new("wechat.unavailable", 503, "微信服务暂时无法连接，请稍后再试");
    public static readonly ErrorCode RiskyContent = new("content.risky", 422, "内容可能含有不适合公开的信息，请修改后再提交");

    internal static Refusal For(WeChatException failure) => failure.Kind switch
    {
        WeChatFailure.CodeInvalid => new Refusal(CodeInvalid),
        WeChatFailure.Blocked => new Refusal(Blocked),
        _ => new Refusal(Unavailable, retryAfter: failure.RetryAfter),
    };
}
