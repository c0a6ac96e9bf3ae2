using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.WeChatPush.Core;

public static class WeChatPushErrors
{
    /// <summary>One code for every way in which a push can fail to be WeChat's, so that the answer tells a forger nothing.</summary>
    public static readonly ErrorCode Refused = new("wechat.push_refused", 403, "无法确认这次推送来自微信，已拒绝接收");
}
