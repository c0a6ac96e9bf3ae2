using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Cases;
using static LinYuan.Api.Features.Clues.Core.ClueAction;
using static LinYuan.Api.Features.Clues.Core.ClueStatus;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>Who hears of which move of a clue, and in which words: the one place where that is decided.</summary>
public static class ClueNews
{
    /// <summary>One of the staff has opened as many phones as they may for now; no move of the clue.</summary>
    public const string PhonesOpened = "clue.phonesOpened";

    private static readonly ClueStatus[] WithOwner = [Dispatched, InProgress, WaitingReporter, ClueStatus.Reopened];
    private static readonly ClueStatus[] TakenUp = [Accepted, .. WithOwner, Resolved, Closed, ClosedNoAnswer, Supervised];

    private static readonly Listener<Clue> Reporter = new(Audience.Subject);

    /// <summary>Who has it in hand after the move; if nobody does, who had it before.</summary>
    private static readonly Listener<Clue> Owner = new(Audience.Person) { Person = (before, after) => after.OwnerId ?? before.OwnerId };

    private static readonly Listener<Clue> Helpers = new(Audience.Helpers);

    /// <summary>Staff of the community itself.</summary>
    private static readonly Listener<Clue> Desk = new(Audience.Staff) { Path = clue => clue.Area.Up(AreaLevel.Community) };

    private static readonly Listener<Clue> Street = new(Audience.Staff) { Path = clue => clue.Area.Up(AreaLevel.Street) };

    private static readonly Listener<Clue> District = new(Audience.Staff) { Path = clue => clue.Area.Up(AreaLevel.District) };

    /// <summary>The street; the district, where the street itself has to decide.</summary>
    private static readonly Listener<Clue> Above = new(Audience.Staff)
    {
        Path = clue => clue.Area.Up(IsForTheDistrict(clue) ? AreaLevel.District : AreaLevel.Street),
    };

    /// <summary>People who said that they saw the same.</summary>
    private static readonly Listener<Clue> Followers = new(Audience.Followers);

    private static readonly IReadOnlyList<NewsRule<Clue, ClueStatus, ClueAction>> Rules =
    [
        new(Submit, Desk, "clue.arrived"),
        new(Escalate, Above, "clue.escalated"),
        new(Accept, Reporter, "clue.accepted"),
        new(Refuse, Reporter, "clue.refused"),
        new(MarkFalse, Reporter, "clue.false"),
        new(MarkFalse, Owner, "clue.stopped"),
        new(MarkFalse, Followers, "clue.notTaken"),
        new(Merge, Reporter, "clue.merged"),
        new(Appeal, Street, "clue.appealed"),
        new(Dispatch, Owner, "clue.dispatched"),
        new(Dispatch, Helpers, "clue.helps"),
        new(Return, Desk, "clue.returned"),
        new(Return, Street, "clue.returned"),
        new(TakeBack, Desk, "clue.ownerLeft", To: Accepted),
        new(TakeBack, Street, "clue.ownerLeft", To: Accepted),
        new(TakeBack, Desk, "clue.leftSupervised", To: Supervised),
        new(TakeBack, Street, "clue.leftSupervised", To: Supervised),
        new(AskReporter, Reporter, "clue.asked"),
        new(Answer, Owner, "clue.answered"),
        new(Resume, Owner, "clue.resumed"),
        new(Extend, Street, "clue.extensionAsked"),
        new(DecideExtension, Owner, "clue.extensionDecided"),
        new(FallLate, Owner, "clue.late"),
        new(FallLate, Above, "clue.late"),
        new(Resolve, Reporter, "clue.resolved"),
        new(Resolve, Followers, "clue.done"),
        new(CallBack, Owner, "clue.thanked", To: Closed),
        new(CallBack, Owner, "clue.reopened", To: ClueStatus.Reopened),
        new(CallBack, Desk, "clue.reopened", To: ClueStatus.Reopened),
        new(RecordCallBack, Reporter, "clue.calledBack"),
        new(RecordCallBack, Owner, "clue.thanked", To: Closed),
        new(RecordCallBack, Owner, "clue.reopened", To: ClueStatus.Reopened),
        new(RecordCallBack, Desk, "clue.reopened", To: ClueStatus.Reopened),
        new(ClueAction.TimeOut, Owner, "clue.noAnswer"),
        new(Supervise, Owner, "clue.supervised"),
        new(Supervise, Street, "clue.supervised"),
        new(Supervise, District, "clue.supervised"),
        new(Supervise, Reporter, "clue.supervisedForYou"),
        new(Close, Reporter, "clue.closed"),
        new(Close, Owner, "clue.closed"),
        new(Close, Followers, "clue.done"),
        new(ProposeUnreasonable, Street, "clue.markProposed"),
        new(ConfirmUnreasonable, Reporter, "clue.markDecided"),
        new(AppealUnreasonable, District, "clue.markAppealed"),
        new(DecideUnreasonable, Reporter, "clue.markDecided"),
    ];

    private static readonly Dictionary<string, NewsWords<ClueStatus>> Words = new(StringComparer.Ordinal)
    {
        ["clue.arrived"] = new("有新线索，请尽快受理", [Submitted], IsAlarm: true),
        ["clue.escalated"] = new("紧急或超时未办，请过问", [Submitted, Dispatched, ClueStatus.Reopened], IsAlarm: true),
        ["clue.accepted"] = new("已受理，正在安排", TakenUp, CanBeMuted: true),
        ["clue.refused"] = new("没有受理，请看原因和去处", [NotAccepted]),
        ["clue.false"] = new("核实不属实，请如实上报", [NotAccepted]),
        ["clue.stopped"] = new("这条线索不用再办了", [NotAccepted]),
        ["clue.notTaken"] = new("您关注的线索不再办理", [NotAccepted], CanBeMuted: true),
        ["clue.merged"] = new("已有人报过，合并一起办", [Merged], CanBeMuted: true),
        ["clue.appealed"] = new("上报人提出申诉，请复核", [Submitted]),
        ["clue.dispatched"] = new("派给您办，请及时签收", WithOwner, IsAlarm: true),
        ["clue.helps"] = new("请您协助办理", WithOwner, IsAlarm: true),
        ["clue.returned"] = new("承办人已退回，请重新派", [Accepted], IsAlarm: true),
        ["clue.ownerLeft"] = new("承办人已离任，请重新安排", [Accepted], IsAlarm: true),
        ["clue.leftSupervised"] = new("承办人已离任，由街道或区里办结", [Supervised], IsAlarm: true),
        ["clue.asked"] = new("需要您补充说明", [WaitingReporter]),
        ["clue.answered"] = new("上报人已补充，请继续办", [InProgress]),
        ["clue.resumed"] = new("上报人没回复，请继续办", [InProgress]),
        ["clue.extensionAsked"] = new("有延期申请，请决定", [InProgress]),
        ["clue.extensionDecided"] = new("延期申请有了决定", [InProgress]),
        ["clue.late"] = new("已超过期限，请抓紧", [Submitted, Accepted, .. WithOwner, Supervised], IsAlarm: true),
        ["clue.resolved"] = new("已有结果，请您说说办得好不好", [Resolved]),
        ["clue.thanked"] = new("上报人说已解决，谢谢您", [Closed]),
        ["clue.reopened"] = new("上报人说还没解决，请再办", [ClueStatus.Reopened, InProgress, Supervised]),
        ["clue.calledBack"] = new("已记下您电话里的答复", CanBeMuted: true),
        ["clue.noAnswer"] = new("上报人没有回复，已结束", [ClosedNoAnswer]),
        ["clue.supervised"] = new("两次没解决，转为督办", [Supervised]),
        ["clue.supervisedForYou"] = new("街道和区里正在督办", [Supervised], CanBeMuted: true),
        ["clue.closed"] = new("督办已有结果，请查看", [Closed], CanBeMuted: true),
        ["clue.done"] = new("您关注的线索有了结果", [Resolved, Closed, ClosedNoAnswer], CanBeMuted: true),
        [PhonesOpened] = new("一位同志看了很多人的电话，请留意"),
        ["clue.markProposed"] = new("请另一位同志核对标记", [Closed]),
        ["clue.markDecided"] = new("您的线索有一项新说明", [Closed]),
        ["clue.markAppealed"] = new("上报人不同意标记，请复核", [Closed]),
    };

    /// <summary>After what it is made of.</summary>
    public static readonly NewsTable<Clue, ClueStatus, ClueAction> Table = new("clueProgress", "pages/clue/index", Rules, Words)
    {
        IsUrgent = clue => clue.Urgency == ClueUrgency.Emergency,
    };

    /// <summary>How a clue is named to people who may have nothing to do with who wrote it.</summary>
    public static string NameOf(ClueClass kind) => kind switch
    {
        ClueClass.RoadHazard => "道路隐患",
        ClueClass.FacilityBroken => "设施损坏",
        ClueClass.Environment => "环境卫生",
        ClueClass.FireRisk => "消防隐患",
        ClueClass.Disturbance => "噪声扰民",
        ClueClass.PeopleInNeed => "有人需要帮助",
        ClueClass.StationTrouble => "驿站问题",
        _ => "其他线索",
    };

    private static bool IsForTheDistrict(Clue clue) =>
        clue.Status == Supervised || (clue.Status == Submitted && clue.AppealedAt is not null);
}
