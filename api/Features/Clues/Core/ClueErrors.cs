using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Clues.Core;

public static class ClueErrors
{
    public static readonly ErrorCode CallEmergencyFirst = new("clue.call_emergency_first", 409, ClueWords.EmergencyTitle);
    public static readonly ErrorCode WrongState = new("clue.wrong_state", 409, "这条线索刚刚有了新进展，请刷新看看");
    public static readonly ErrorCode AlreadyDone = new("clue.already_done", 409, "这一步您刚才已经办过了，不用再办一次");
    public static readonly ErrorCode OwnCase = new("clue.own_case", 403, "不能办理自己上报的线索，请由其他工作人员处理");
    public static readonly ErrorCode OwnFollow = new("clue.own_follow", 409, "这是您自己上报的线索，有进展会通知您");
    public static readonly ErrorCode OwnerUnsuitable = new("clue.owner_unsuitable", 409, "这次不能派给这位同志，请另选一位");
    public static readonly ErrorCode BackStop = new("clue.back_stop", 403, "这条线索已被退回两次，由街道或区里来定");
    public static readonly ErrorCode NoMoreReturns = new("clue.no_more_returns", 409, "这条线索由街道或区里指定承办，不能再退回");
    public static readonly ErrorCode NoMoreWaiting = new("clue.no_more_waiting", 409, "等上报人补充的时间已经用完，请按现有情况办理");
    public static readonly ErrorCode ReporterGone = new("clue.reporter_gone", 409, "上报人已注销账号，不会有人回答，请按现有情况办理");
    public static readonly ErrorCode ExtensionAsked = new("clue.extension_asked", 409, "已经申请过延期了，请等街道决定");
    public static readonly ErrorCode ExtensionLimit = new("clue.extension_limit", 409, "延期已到上限，请按期办结");
    public static readonly ErrorCode NoExtension = new("clue.no_extension", 409, "现在没有等待决定的延期申请");
    public static readonly ErrorCode AppealUsed = new("clue.appeal_used", 409, "这条线索已经申诉过一次，这次的结果不能再申诉");
    public static readonly ErrorCode AppealOver = new("clue.appeal_over", 409, "申诉的时间已经过了，可以重新上报");
    public static readonly ErrorCode AppealElsewhere = new("clue.appeal_elsewhere", 403, "这是申诉的线索，请由街道或区里没有驳回过它的工作人员处理");
    public static readonly ErrorCode CallBackOver = new("clue.call_back_over", 409, "回访的时间已经过了，还有问题请重新上报");
    public static readonly ErrorCode CallNotDue = new("clue.call_not_due", 409, "这条线索现在不用电话回访，请从回访名单中选择");
    public static readonly ErrorCode CallFirst = new("clue.call_first", 409, "请先拨打电话，再记录");
    public static readonly ErrorCode NoPhone = new("clue.no_phone", 409, "上报人没有绑定手机号，不能电话回访");
    public static readonly ErrorCode MergeTarget = new("clue.merge_target", 409, "不能并入这条线索，请选择同一社区里还在办理、已经公开的另一条");
    public static readonly ErrorCode SamePerson = new("clue.same_person", 403, "这一步须由另一位同志来办");
    public static readonly ErrorCode PersonalDetails = new("clue.personal_details", 422, "公开的文字里有电话、微信号、证件号、车牌或门牌，请改写后再提交");
}

/// <summary>Sentences that stand in more than one place.</summary>
public static class ClueWords
{
    public const string EmergencyTitle = "请先拨打 110／119／120！拨过之后，请点「已拨打」再上报";

    /// <summary>Shown before the form and before anything else in the answer to an emergency.</summary>
    public const string Emergency = "有人受伤、着火或有危险，请先拨打 110／119／120。这里不是报警电话，不能代替救援。";
}
