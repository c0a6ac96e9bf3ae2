using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Points.Core;

public static class PointErrors
{
    public static readonly ErrorCode Insufficient = new("points.insufficient", 409, "可用积分不够，攒够了再来兑换");

    /// <summary>Refuses no call: it stands beside a case that went on, as the reason why it brought fewer points.</summary>
    public static readonly ErrorCode DailyCap = new("points.daily_cap", 409, "今天的积分已经领满，谢谢您，明天继续");
}
