using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes;

public static class WishErrors
{
    public static readonly ErrorCode NotClaimable = new("wish.not_claimable", 409, "这个心愿已被别人认领或已结束，看看其他心愿吧");
    public static readonly ErrorCode OwnClaim = new("wish.own_claim", 403, "不能认领自己发布的心愿");
    public static readonly ErrorCode ClaimLimit = new("wish.claim_limit", 409, "您正在办理的心愿已达上限，办完一件再来认领");
    public static readonly ErrorCode WrongState = new("wish.wrong_state", 409, "这个心愿刚刚有了新进展，请刷新看看");
    public static readonly ErrorCode LeaseOver = new("wish.lease_over", 409, "您的认领已结束，不能再继续操作");
    public static readonly ErrorCode ExtensionUsed = new("wish.extension_used", 409, "已经延期过一次了。还需要时间，请联系社区");
    public static readonly ErrorCode NotContactedYet = new("wish.not_contacted_yet", 409, "请先联系居民并点「已联系」，再提交完成");
    public static readonly ErrorCode CodeWrong = new("wish.handover_code_wrong", 422, "交接码不对，请向居民核对");
    public static readonly ErrorCode CodeLocked = new("wish.handover_code_locked", 409, "交接码输错太多次了。请不填交接码直接提交，再请居民点确认");
    public static readonly ErrorCode PledgeExceeds = new("wish.pledge_exceeds", 409, "认捐数量超过了还缺的数量，请减少数量后再试");
    public static readonly ErrorCode NotAllReceived = new("wish.not_all_received", 409, "还有认捐的物品没有收到，收齐后再转交");
    public static readonly ErrorCode NothingPledged = new("wish.nothing_pledged", 409, "还没有人认捐，不能按已认捐的数量缩减目标");
    public static readonly ErrorCode PersonalDetails = new("wish.personal_details", 422, "公开的文字里有电话或证件号码，请改写后再通过，联系方式只给认领人看");
    public static readonly ErrorCode OwnCase = new("wish.own_case", 403, "不能审核自己发布的心愿，请由其他工作人员处理");
}
