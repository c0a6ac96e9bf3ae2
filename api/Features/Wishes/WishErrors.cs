using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes;

public static class WishErrors
{
    public static readonly ErrorCode NotClaimable = new("wish.not_claimable", 409, "这个心愿现在不能认领，可能已有人认领或已结束，看看其他心愿吧");
    public static readonly ErrorCode AlreadyYours = new("wish.already_yours", 409, "您已经认领了这个心愿，不用再点。请在「我的认领」里查看");
    public static readonly ErrorCode AlreadyDone = new("wish.already_done", 409, "这一步您已经办过了，不用再办一次");
    public static readonly ErrorCode OwnClaim = new("wish.own_claim", 403, "不能认领自己发布的心愿");
    public static readonly ErrorCode ClaimLimit = new("wish.claim_limit", 409, "您正在办理的心愿已达上限，办完一件再来认领");
    public static readonly ErrorCode ContactLimit = new("wish.contact_limit", 429, "您最近看过的居民联系方式已达上限，请过些时候再来");
    public static readonly ErrorCode MemberUnavailable = new("wish.member_unavailable", 409, "这位成员现在不能去办这件心愿，请换一位");
    public static readonly ErrorCode AlreadyOffered = new("wish.already_offered", 409, "已经问过这位成员了，不用重复");
    public static readonly ErrorCode WrongState = new("wish.wrong_state", 409, "这个心愿现在不能这样办，请刷新看看最新进展");
    public static readonly ErrorCode LeaseOver = new("wish.lease_over", 409, "您的认领已结束，不能再继续操作");
    public static readonly ErrorCode ExtensionUsed = new("wish.extension_used", 409, "已经延期过一次了。还需要时间，请联系社区");
    public static readonly ErrorCode NotContactedYet = new("wish.not_contacted_yet", 409, "请先联系居民并点「已联系」，再提交完成");
    public static readonly ErrorCode CodeWrong = new("wish.handover_code_wrong", 422, "交接码不对，请向居民核对");
    public static readonly ErrorCode CodeLocked = new("wish.handover_code_locked", 409, "交接码输错太多次了，您不能再用交接码。请不填交接码直接提交，再请居民点确认");
    public static readonly ErrorCode PledgeExceeds = new("wish.pledge_exceeds", 409, "认捐数量超过了还缺的数量，请减少数量后再试");
    public static readonly ErrorCode NotAllReceived = new("wish.not_all_received", 409, "还有认捐的物品没有收到，收齐后再转交");
    public static readonly ErrorCode NothingPledged = new("wish.nothing_pledged", 409, "还没有人认捐，不能按已认捐的数量缩减目标");
    public static readonly ErrorCode AppealUsed = new("wish.appeal_used", 409, "这个心愿已经申诉过一次，这次的结果不能再申诉");
    public static readonly ErrorCode AppealOver = new("wish.appeal_over", 409, "申诉的时间已经过了，可以重新发布一个心愿");
    public static readonly ErrorCode AppealElsewhere = new("wish.appeal_elsewhere", 403, "这是申诉的心愿，请由街道或区里没有驳回过它的工作人员处理");
    public static readonly ErrorCode OverValueCap = new("wish.over_value_cap", 409, "估价超过上限，请点「请作者修改」，让作者逐项列出物品，改成众筹微心愿");
    public static readonly ErrorCode TextChanged = new("wish.text_changed", 409, "公开的文字刚刚被别人改过，请刷新后再改");
    public static readonly ErrorCode ConsentMissing = new("wish.consent_missing", 409, "要居民和帮助的人都同意，才能发布故事");
    public static readonly ErrorCode PersonalDetails = new("wish.personal_details", 422, "公开的文字里有电话、微信号、证件号、车牌、门牌或居民的联系方式，请改写后再提交，这些只给认领人看");
    public static readonly ErrorCode NotMergeable = new("wish.not_mergeable", 409, "这两件心愿现在不能合并，请刷新看看各自的进展");
    public static readonly ErrorCode OfferedToAnother = new("wish.offered_to_another", 409, "这个心愿正留给一位候补的人，您可以加入候补，或看看其他心愿");
    public static readonly ErrorCode StandByLimit = new("wish.stand_by_limit", 409, "您候补的心愿已达上限，退出一个再来");
    public static readonly ErrorCode StandByFull = new("wish.stand_by_full", 409, "候补这个心愿的人已经够多了，看看其他心愿吧");
    public static readonly ErrorCode OpenLimit = new("wish.open_limit", 409, "您还没有人认领的心愿已达上限。等有人认领，或撤回一个，再来发布");
    public static readonly ErrorCode CallBackOver = new("wish.call_back_over", 409, "这次回访还没到时间或已结束，请刷新看看");
    public static readonly ErrorCode OwnCase = new("wish.own_case", 403, "不能审核自己发布的心愿，请由其他工作人员处理");
}
