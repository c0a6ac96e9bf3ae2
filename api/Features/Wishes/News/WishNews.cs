using static LinYuan.Api.Features.Wishes.WishAction;
using static LinYuan.Api.Features.Wishes.News.WishListener;
using static LinYuan.Api.Features.Wishes.WishStatus;

namespace LinYuan.Api.Features.Wishes.News;

/// <summary>Whom a move concerns. Nobody hears of what they did themselves.</summary>
public enum WishListener
{
    Author,

    /// <summary>Who held the wish before the move.</summary>
    Claimer,

    /// <summary>Members whose promise of goods holds.</summary>
    Promisers,

    /// <summary>Members whose goods have arrived.</summary>
    Givers,

    /// <summary>Members whom the operation names, for instance those whose promise the move has ended.</summary>
    Concerned,

    /// <summary>Members who wait for the wish.</summary>
    Waiting,

    /// <summary>Staff of the community; where it has none, those above.</summary>
    Desk,

    /// <summary>Staff of the street who have not turned it down; where it has none, those above.</summary>
    Street,

    /// <summary>People who said that they want the same.</summary>
    Followers,
}

/// <summary>Of a move, who hears what. <c>To</c> narrows an action that may end in several states.</summary>
public sealed record Hearing(WishAction Action, WishListener Listener, string Kind, WishStatus? To = null);

/// <param name="Template">The name of the message template in the settings.</param>
/// <param name="Words">At most 20 characters, as WeChat shows no more.</param>
/// <param name="TrueIn">States in which this is still news; in all others it is not sent. Null: always.</param>
public sealed record NewsKind(string Template, string Words, IReadOnlyList<WishStatus>? TrueIn = null);

/// <summary>Who hears of which move of a wish, and in which words: the one place where that is decided.</summary>
public static class WishNews
{
    public const string LeaseEnding = "wish.leaseEnding";
    public const string Delivered = "wish.delivered";
    public const string GoodsDue = "wish.goodsDue";
    public const string Offered = "wish.offered";
    public const string WaitEnded = "wish.waitEnded";
    public const string NamedToGo = "wish.namedToGo";

    /// <summary>Staff ask a member who offered such help; no move of the wish.</summary>
    public const string Invited = "wish.invited";

    /// <summary>Somebody has opened as many contacts as they may for now, or gave back one after another; no move of the wish.</summary>
    public const string ContactsOpened = "wish.contactsOpened";

    /// <summary>Both sides agreed to it; no move of the wish.</summary>
    public const string StoryPublished = "wish.storyPublished";

    private static readonly WishStatus[] InHand = [Claimed, InProgress];
    private static readonly WishStatus[] Pledged = [Pledging, PartlyCovered, Covered, Delivering];
    private static readonly WishStatus[] Taken = [.. InHand, WishStatus.Delivered, Disputed, Fulfilled, FulfilledUnconfirmed];
    private static readonly WishStatus[] Done = [Fulfilled, FulfilledUnconfirmed];

    public static readonly IReadOnlyList<Hearing> Table =
    [
        new(Approve, Author, "wish.approved"),
        new(AskChanges, Author, "wish.changesAsked"),
        new(Reject, Author, "wish.rejected"),
        new(Cannot, Author, "wish.unmet"),
        new(Cannot, Followers, "wish.unmet"),
        new(Reject, Followers, "wish.followedEnded"),
        new(Withdraw, Concerned, "wish.pledgeFreed"),
        new(Withdraw, Followers, "wish.followedEnded"),
        new(Merge, Author, "wish.merged"),
        new(Claim, Author, "wish.claimed"),
        new(Claim, Concerned, NamedToGo),
        new(WishAction.NameMember, Concerned, NamedToGo),
        new(WishAction.NameMember, Claimer, "wish.anotherGoes"),
        new(WishAction.NameMember, Author, "wish.helperChanged"),
        new(Release, Author, "wish.reopened"),
        new(Release, Claimer, "wish.givenBack"),
        new(Expire, Author, "wish.reopened"),
        new(Expire, Claimer, "wish.leaseEnded"),
        new(Deliver, Author, Delivered),
        new(DeliverWithCode, Author, Delivered),
        new(DoubtCode, Desk, "wish.codeDoubted"),
        new(DeliverWithCode, Followers, "wish.fulfilled"),
        new(HandOver, Author, Delivered),
        new(Confirm, Claimer, "wish.thanked"),
        new(Confirm, Givers, "wish.thanked"),
        new(Confirm, Followers, "wish.fulfilled"),
        new(WishAction.TimeOut, Claimer, "wish.unconfirmed"),
        new(WishAction.TimeOut, Givers, "wish.unconfirmed"),
        new(WishAction.TimeOut, Followers, "wish.fulfilled"),
        new(Dispute, Claimer, "wish.disputed"),
        new(ResolveDispute, Author, "wish.decided"),
        new(ResolveDispute, Claimer, "wish.decided"),
        new(ResolveDispute, Followers, "wish.fulfilled", To: Fulfilled),
        new(WishAction.Offer, Concerned, Offered),
        new(LapseOffer, Concerned, "wish.offerLapsed"),
        new(WishAction.ExtendClaim, Claimer, "wish.extended"),
        new(WishAction.ReleaseClaim, Claimer, "wish.takenBack"),
        new(WishAction.ReleaseClaim, Author, "wish.reopened"),
        new(WishAction.RenewHandoverCode, Author, "wish.codeRenewed"),
        new(WishAction.CallBack, Claimer, "wish.thanked", To: Fulfilled),
        new(WishAction.CallBack, Claimer, "wish.disputed", To: Disputed),
        new(Cannot, Waiting, WaitEnded),
        new(Withdraw, Waiting, WaitEnded),
        new(Merge, Waiting, WaitEnded),
        new(DeliverWithCode, Waiting, WaitEnded),
        new(Confirm, Waiting, WaitEnded),
        new(WishAction.TimeOut, Waiting, WaitEnded),
        new(ResolveDispute, Waiting, WaitEnded, To: Fulfilled),
        new(Cover, Author, "wish.covered"),
        new(Cover, Promisers, GoodsDue),
        new(WishAction.ResolveCrowd, Author, "wish.covered", To: Covered),
        new(WishAction.ResolveCrowd, Promisers, GoodsDue, To: Covered),
        new(WishAction.ResolveCrowd, Author, "wish.unmet", To: Unmet),
        new(WishAction.ResolveCrowd, Concerned, "wish.pledgeFreed", To: Unmet),
        new(WishAction.ResolveCrowd, Followers, "wish.unmet", To: Unmet),
        new(ExpirePledge, Concerned, "wish.pledgeExpired"),
        new(Escalate, Concerned, "wish.escalated"),
        new(Appeal, Street, "wish.appealed"),
        new(TurnCold, Concerned, "wish.cold"),
        new(CallForDecision, Concerned, "wish.undecided"),
    ];

    /// <summary>
    /// The words of each kind; <see cref="LeaseEnding"/> comes from a timer and not from a move. A wish that nobody has reviewed yet is
    /// not named in a message: see <see cref="WishMessages"/>.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, NewsKind> Kinds = new Dictionary<string, NewsKind>(StringComparer.Ordinal)
    {
        ["wish.approved"] = new("wishApproved", "已通过审核", [Open, .. Pledged, .. Taken]),
        ["wish.changesAsked"] = new("wishApproved", "请按社区的说明修改", [Draft]),
        ["wish.rejected"] = new("wishApproved", "未通过审核，请看原因", [Rejected]),
        ["wish.merged"] = new("wishApproved", "已并入相同的心愿一起办理", [Merged]),
        ["wish.followedEnded"] = new("wishApproved", "您关注的心愿已结束", [Rejected, Withdrawn]),
        ["wish.unmet"] = new("wishApproved", "暂时办不了，请看原因", [Unmet]),
        ["wish.claimed"] = new("wishClaimed", "已有人认领", Taken),
        [NamedToGo] = new("wishClaimed", "单位请您去办，请看联系方式", InHand),
        ["wish.anotherGoes"] = new("wishClaimed", "单位已换人去办，谢谢您"),
        ["wish.helperChanged"] = new("wishClaimed", "认领单位换了一位来帮忙", InHand),
        ["wish.givenBack"] = new("wishClaimed", "单位已把心愿放回，不用去了"),
        [Invited] = new("wishApproved", "社区问您能不能帮忙", [Open, Pledging]),
        ["wish.reopened"] = new("wishClaimed", "认领已结束，重新等人认领", [Open]),
        [Delivered] = new("wishDelivered", "已送达请确认", [WishStatus.Delivered, Fulfilled]),
        ["wish.codeDoubted"] = new("wishApproved", "交接码多次输错，请核实送达", [WishStatus.Delivered, Disputed, FulfilledUnconfirmed]),
        [ContactsOpened] = new("wishApproved", "一位成员看了很多居民的电话，请留意"),
        ["wish.thanked"] = new("wishDelivered", "居民已确认，谢谢您", [Fulfilled]),
        ["wish.unconfirmed"] = new("wishDelivered", "居民没有回复，已按送达计", [FulfilledUnconfirmed]),
        ["wish.disputed"] = new("wishDelivered", "居民说还没办好", [Disputed]),
        ["wish.decided"] = new("wishDelivered", "社区已处理，请看结果", [Open, InProgress, Delivering, Fulfilled]),
        ["wish.fulfilled"] = new("wishDelivered", "您关注的心愿已办成", Done),
        [LeaseEnding] = new("leaseEnding", "认领即将到期", InHand),
        ["wish.leaseEnded"] = new("leaseEnding", "到期没办已放回，近期可认领数减少"),
        [Offered] = new("leaseEnding", "您候补的心愿轮到您了，请尽快认领", [Open]),
        ["wish.offerLapsed"] = new("leaseEnding", "没有及时认领，候补已让给后面的人"),
        [WaitEnded] = new("wishClaimed", "您候补的心愿已结束", [.. Done, Withdrawn, Unmet, Merged]),
        ["wish.extended"] = new("leaseEnding", "社区给您延长了办理时间", InHand),
        ["wish.takenBack"] = new("leaseEnding", "社区已收回认领，谢谢您"),
        ["wish.codeRenewed"] = new("wishClaimed", "交接码已更换，请看新码", InHand),
        ["wish.covered"] = new("wishClaimed", "物品已全部认捐", [Covered, Delivering]),
        [GoodsDue] = new("leaseEnding", "已认捐齐，请送到社区", [Covered, Delivering]),
        ["wish.pledgeExpired"] = new("leaseEnding", "认捐已到期释放", Pledged),
        ["wish.escalated"] = new("wishApproved", "超期未审核，请过问", [PendingReview]),
        ["wish.appealed"] = new("wishApproved", "居民提出申诉，请复核", [PendingReview]),
        ["wish.cold"] = new("wishApproved", "很久没人认领，您能帮忙吗", [Open]),
        ["wish.undecided"] = new("wishApproved", "长期无人认领，请作决定", [Open]),
        [StoryPublished] = new("wishApproved", "您同意的心愿故事已发布", [Fulfilled]),
        ["wish.pledgeFreed"] = new("leaseEnding", "心愿已结束，不用再送", [Withdrawn, Unmet]),
    };
}
