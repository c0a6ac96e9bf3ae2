using FastEndpoints;

namespace LinYuan.Api.Features.WeChatPush.Receiving;

/// <summary>
/// What WeChat calls. Not counted by the rate limits: all of WeChat's pushes may come through one proxy, and a push that is refused is lost.
/// </summary>
public sealed class Pushes : Group
{
    public Pushes() => Configure("/wechat", group => group.AllowAnonymous());
}
