using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>
/// The first four refuse a call. The others stand in an answer as the reason why a visit brought no points: the visit itself is always
/// welcome.
/// </summary>
public static class CheckInErrors
{
    public static readonly ErrorCode TooSoon = new("checkin.too_soon", 409, "您已经在这个驿站签到过了，请过一会儿再来签到");
    public static readonly ErrorCode NotOpen = new("checkin.not_open", 409, "这次签到的状态已变化，请刷新后再看");
    public static readonly ErrorCode OwnCase = new("checkin.own_case", 403, "不能处理自己的签到，请由其他工作人员处理");
    public static readonly ErrorCode KeeperGains = new("checkin.keeper_gains", 403, "您是这个驿站的管理员，本站签到的积分请由其他工作人员决定");

    public static readonly ErrorCode DailyLimit = new("checkin.daily_limit", 409, "今天的签到积分已经领满，欢迎随时进来歇脚");
    public static readonly ErrorCode OutsideStation = new("checkin.outside_station", 409, "已记下您来过。手机定位不在驿站附近，工作人员看过后再算积分");
    public static readonly ErrorCode NotProven = new("checkin.not_proven", 409, "已记下您来过，工作人员看过后再算积分");
    public static readonly ErrorCode CodeWrong = new("checkin.code_wrong", 409, "已记下您来过。门口屏幕上的码对不上这个驿站，工作人员看过后再算积分");
    public static readonly ErrorCode CodeUsed = new("checkin.code_used", 409, "已记下您来过。门口屏幕上的码您已经用过，工作人员看过后再算积分");
    public static readonly ErrorCode CodeOld = new("checkin.code_old", 409, "已记下您来过。门口屏幕上的码早已过期，工作人员看过后再算积分");
    public static readonly ErrorCode TooFast = new("checkin.too_fast", 409, "已记下您来过。离上一个驿站太远、时间太短，工作人员看过后再算积分");
    public static readonly ErrorCode DeviceShared = new("checkin.device_shared", 409, "已记下您来过。这部手机刚有别的账号签到过，工作人员看过后再算积分");
    public static readonly ErrorCode OtherDevice = new("checkin.other_device", 409, "已记下您来过。您的账号刚在另一部手机上签到过，工作人员看过后再算积分");
    public static readonly ErrorCode OwnStation = new("checkin.own_station", 409, "已记下您来过。这个驿站由您管理，别的工作人员看过后再算积分");
    public static readonly ErrorCode Rejected = new("checkin.rejected", 409, "工作人员看过了，这次签到不加积分；歇脚随时欢迎");
    public static readonly ErrorCode Reversed = new("checkin.reversed", 409, "这次签到的积分已收回；歇脚随时欢迎");
}
