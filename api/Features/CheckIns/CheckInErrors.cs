using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.CheckIns;

/// <summary>
/// Only <see cref="TooSoon"/> refuses a call. The others stand in a 201 as the reason why a visit brought no points: the visit itself is
/// always welcome.
/// </summary>
public static class CheckInErrors
{
    public static readonly ErrorCode TooSoon = new("checkin.too_soon", 409, "这个驿站刚刚签到过，请过一会儿再来签到");
    public static readonly ErrorCode DailyLimit = new("checkin.daily_limit", 409, "今天的签到积分已经领满，欢迎随时进来歇脚");
    public static readonly ErrorCode OutsideStation = new("checkin.outside_station", 409, "已记下您来过。手机定位不在驿站附近，这次不加积分");
    public static readonly ErrorCode NotProven = new("checkin.not_proven", 409, "已记下您来过，工作人员看过后再算积分");
}
