using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Rewards.Core;

public static class RewardErrors
{
    public static readonly ErrorCode NotAvailable = new("reward.not_available", 409, "这件商品现在不能兑换，请看看别的");
    public static readonly ErrorCode SoldOut = new("reward.sold_out", 409, "这件商品已经兑完，请看看别的");
    public static readonly ErrorCode PersonLimit = new("reward.person_limit", 409, "这件商品您已经兑到上限，请看看别的");
    public static readonly ErrorCode Changed = new("reward.changed", 409, "这件商品刚刚被改过，请刷新后再改");
    public static readonly ErrorCode StockTooLow = new("reward.stock_too_low", 409, "库存没有这么多可减，已被预订的不能减");
    public static readonly ErrorCode CodeWrong = new("redemption.code_wrong", 404, "兑换码不对，请核对后再输");
    public static readonly ErrorCode CodeLocked = new("redemption.code_locked", 429, "兑换码输错太多次了，请过一会儿再试，或请社区工作人员办理");
    public static readonly ErrorCode WrongState = new("redemption.wrong_state", 409, "这份兑换已经领取、取消或退回");
    public static readonly ErrorCode Expired = new("redemption.expired", 409, "这份兑换已经过期，积分会退回");
    public static readonly ErrorCode OwnCase = new("redemption.own_case", 403, "不能给自己发放，请由其他工作人员办理");
}
