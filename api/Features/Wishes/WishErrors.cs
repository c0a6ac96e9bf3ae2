using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes;

public static class WishErrors
{
    public static readonly ErrorCode NotClaimable = new("wish.not_claimable", 409, "这个心愿已被别人认领或已结束，看看其他心愿吧");
    public static readonly ErrorCode OwnClaim = new("wish.own_claim", 403, "不能认领自己发布的心愿");
    public static readonly ErrorCode ClaimLimit = new("wish.claim_limit", 409, "您正在办理的心愿已达上限，办完一件再来认领");
    public static readonly ErrorCode WrongState = new("wish.wrong_state", 409, "心愿的状态已变化，现在不能这样操作，请刷新后再看");
    public static readonly ErrorCode LeaseOver = new("wish.lease_over", 409, "您的认领已结束，不能再继续操作");
    public static readonly ErrorCode ExtensionUsed = new("wish.extension_used", 409, "已经延期过一次，还需要时间请联系社区");
    public static readonly ErrorCode NotContactedYet = new("wish.not_contacted_yet", 409, "请先联系居民并点「已联系」，再提交完成");
    public static readonly ErrorCode CodeWrong = new("wish.handover_code_wrong", 422, "交接码不对，请向居民核对");
    public static readonly ErrorCode CodeLocked = new("wish.handover_code_locked", 409, "交接码输错次数太多，已锁定，请不填交接码提交，由居民确认");
    public static readonly ErrorCode OwnCase = new("wish.own_case", 403, "不能审核自己发布的心愿，请由其他工作人员处理");
}
