using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Proxies;

public static class ProxyErrors
{
    public static readonly ErrorCode ConsentNeeded = new("proxy.consent_needed", 422, "这个心愿是替别人办的，请向本人要代办卡号和授权码，填好再提交");
    public static readonly ErrorCode ConsentWrong = new("proxy.consent_wrong", 422, "代办卡号或授权码不对，请和本人核对卡片");
    public static readonly ErrorCode ConsentLocked = new("proxy.consent_locked", 409, "授权码输错太多次，您不能再用这张卡。请到社区换一个新的授权码");
    public static readonly ErrorCode OtherWish = new("proxy.other_wish", 403, "这张代办卡不是这个心愿的，请核对卡片和心愿");
    public static readonly ErrorCode OtherCommunity = new("proxy.other_community", 422, "这张代办卡是在别的社区办的，请选本人登记的社区");
    public static readonly ErrorCode AlreadyRegistered = new("proxy.already_registered", 409, "这个手机号在本社区已登记过，请在名单里查找，不用再登记");
    public static readonly ErrorCode Ended = new("proxy.ended", 409, "这位居民的代办已结束");
    public static readonly ErrorCode CardGone = new("proxy.card_gone", 409, "卡片只能由制卡人在制卡后一天内打印。还需要卡片，请换一个新的授权码");
    public static readonly ErrorCode HasOpenWishes = new("proxy.has_open_wishes", 409, "这位居民还有心愿正在办理，办完后才能清除资料");
}
