using static LinYuan.Api.Features.Wishes.WishAction;
using static LinYuan.Api.Features.Wishes.WishListener;
using static LinYuan.Api.Features.Wishes.WishStatus;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Whom a move concerns. Nobody hears of what they did themselves.</summary>
public enum WishListener
{
    Author,

    /// <summary>Who held the wish before the move.</summary>
    Claimer,

    /// <summary>Members whose promise of goods holds.</summary>
    Promisers,

    /// <summary>Members whom the operation names, for instance those whose promise the move has ended.</summary>
    Concerned,

    /// <summary>People who said that they want the same.</summary>
    Followers,
}

/// <summary>Of a move, who hears what. <c>To</c> narrows an action that may end in several states.</summary>
public sealed record Hearing(WishAction Action, WishListener Listener, string Kind, WishStatus? To = null);

/// <param name="Template">The name of the message template in the settings.</param>
/// <param name="Words">At most 20 characters, as WeChat shows no more.</param>
/// <param name="TrueIn">States in which this is still news; in all others it is not sent. Null: always.</param>
public sealed record News(string Template, string Words, IReadOnlyList<WishStatus>? TrueIn = null);

/// <summary>Who hears of which move of a wish, and in which words: the one place where that is decided.</summary>
public static class WishNews
{
    public const string LeaseEnding = "wish.leaseEnding";
    public const string Delivered = "wish.delivered";
    public const string GoodsDue = "wish.goodsDue";

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
        new(Withdraw, Concerned, "wish.pledgeFreed"),
        new(Claim, Author, "wish.claimed"),
        new(Release, Author, "wish.reopened"),
        new(Expire, Author, "wish.reopened"),
        new(Expire, Claimer, "wish.leaseEnded"),
        new(Deliver, Author, Delivered),
        new(DeliverWithCode, Author, Delivered),
        new(DeliverWithCode, Followers, "wish.fulfilled"),
        new(HandOver, Author, Delivered),
        new(Confirm, Claimer, "wish.thanked"),
        new(Confirm, Followers, "wish.fulfilled"),
        new(WishAction.TimeOut, Claimer, "wish.unconfirmed"),
        new(WishAction.TimeOut, Followers, "wish.fulfilled"),
        new(Dispute, Claimer, "wish.disputed"),
        new(ResolveDispute, Author, "wish.decided"),
        new(ResolveDispute, Claimer, "wish.decided"),
        new(ResolveDispute, Followers, "wish.fulfilled", To: Fulfilled),
        new(Cover, Author, "wish.covered"),
        new(Cover, Promisers, GoodsDue),
        new(WishAction.ResolveCrowd, Author, "wish.covered", To: Covered),
        new(WishAction.ResolveCrowd, Promisers, GoodsDue, To: Covered),
        new(WishAction.ResolveCrowd, Author, "wish.unmet", To: Unmet),
        new(WishAction.ResolveCrowd, Concerned, "wish.pledgeFreed", To: Unmet),
        new(WishAction.ResolveCrowd, Followers, "wish.unmet", To: Unmet),
        new(ExpirePledge, Concerned, "wish.pledgeExpired"),
    ];

    /// <summary>
    /// The words of each kind; <see cref="LeaseEnding"/> comes from a timer and not from a move. A wish that nobody has reviewed yet is
    /// not named in a message: see <see cref="WishMessages"/>.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, News> Kinds = new Dictionary<string, News>(StringComparer.Ordinal)
    {
        ["wish.approved"] = new("wishApproved", "已通过审核", [Open, .. Pledged, .. Taken]),
        ["wish.changesAsked"] = new("wishApproved", "请按社区的说明修改", [Draft]),
        ["wish.rejected"] = new("wishApproved", "未通过审核，请看原因", [Rejected]),
        ["wish.unmet"] = new("wishApproved", "暂时办不了，请看原因", [Unmet]),
        ["wish.claimed"] = new("wishClaimed", "已有人认领", Taken),
        ["wish.reopened"] = new("wishClaimed", "认领已结束，重新等人认领", [Open]),
        [Delivered] = new("wishDelivered", "已送达请确认", [WishStatus.Delivered, Fulfilled]),
        ["wish.thanked"] = new("wishDelivered", "居民已确认，谢谢您", [Fulfilled]),
        ["wish.unconfirmed"] = new("wishDelivered", "居民没有回复，已按送达计", [FulfilledUnconfirmed]),
        ["wish.disputed"] = new("wishDelivered", "居民说还没办好", [Disputed]),
        ["wish.decided"] = new("wishDelivered", "社区已处理，请看结果", [Open, InProgress, Delivering, Fulfilled]),
        ["wish.fulfilled"] = new("wishDelivered", "您关注的心愿已办成", Done),
        [LeaseEnding] = new("leaseEnding", "认领即将到期", InHand),
        ["wish.leaseEnded"] = new("leaseEnding", "认领已到期，心愿已放回"),
        ["wish.covered"] = new("wishClaimed", "物品已全部认捐", [Covered, Delivering]),
        [GoodsDue] = new("leaseEnding", "已认捐齐，请送到社区", [Covered, Delivering]),
        ["wish.pledgeExpired"] = new("leaseEnding", "认捐已到期释放", Pledged),
        ["wish.pledgeFreed"] = new("leaseEnding", "心愿已结束，不用再送", [Withdrawn, Unmet]),
    };
}
