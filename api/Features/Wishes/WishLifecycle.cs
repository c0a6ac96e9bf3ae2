using LinYuan.Api.Shared.Lifecycles;
using static LinYuan.Api.Features.Wishes.WishAction;
using static LinYuan.Api.Features.Wishes.WishActor;
using static LinYuan.Api.Features.Wishes.WishStatus;

namespace LinYuan.Api.Features.Wishes;

public enum WishStatus
{
    Draft,
    PendingReview,
    Rejected,
    Open,
    Claimed,
    InProgress,
    Delivered,
    Disputed,
    Fulfilled,
    FulfilledUnconfirmed,
    Withdrawn,
    Unmet,
    Pledging,
    Covered,
    Delivering,
    PartlyCovered,

    /// <summary>Staff found that it is the same need as another wish, which stands for it.</summary>
    Merged,
}

public enum WishAction
{
    Submit,
    Approve,
    AskChanges,
    Reject,
    Withdraw,
    Cannot,
    Claim,
    Contacted,
    Extend,
    Release,

    /// <summary>Another member of the unit or team is to go.</summary>
    NameMember,
    Expire,
    Deliver,

    /// <summary>Delivery with the resident's handover code, which confirms it at once.</summary>
    DeliverWithCode,

    /// <summary>The delivery came with the right code after many wrong ones, which proves nothing: staff hear of it.</summary>
    DoubtCode,
    Confirm,

    /// <summary>Seven days without a word from the resident.</summary>
    TimeOut,
    Dispute,
    ResolveDispute,

    /// <summary>A promise of items of a crowd wish; recorded as a pledge, and as an event only where it moves the wish.</summary>
    Pledge,
    WithdrawPledge,

    /// <summary>Every item is pledged.</summary>
    Cover,

    /// <summary>The time for pledges is over and something is missing.</summary>
    EndPledging,
    ResolveCrowd,

    /// <summary>Pledged goods arrive at the community's desk.</summary>
    Receive,
    ExpirePledge,

    /// <summary>The goods go from the desk to the resident.</summary>
    HandOver,

    /// <summary>A member waits for a wish that somebody else holds; no event, since the wish does not change.</summary>
    StandBy,

    /// <summary>A wish that is open again is offered to who waited first.</summary>
    Offer,
    DeclineOffer,

    /// <summary>An offer that was not taken in time.</summary>
    LapseOffer,

    /// <summary>Staff give the claimer more time, once.</summary>
    ExtendClaim,

    /// <summary>Staff take the wish back, without blame.</summary>
    ReleaseClaim,
    PrintCard,
    RenewHandoverCode,

    /// <summary>Staff asked a resident who never answered.</summary>
    CallBack,

    /// <summary>Nobody has reviewed it in time, and the level above hears of it.</summary>
    Escalate,

    /// <summary>The author asks, once, that others look at a rejected wish.</summary>
    Appeal,
    EditPublicText,

    /// <summary>Nobody took it on for long (冷心愿).</summary>
    TurnCold,

    /// <summary>Nobody took it on for so long that staff must say what becomes of it.</summary>
    CallForDecision,

    /// <summary>Into another wish that is the same need.</summary>
    Merge,

    /// <summary>Another wish was merged into this one.</summary>
    TakeIn,
}

public enum WishActor
{
    Author,
    Staff,

    /// <summary>Anyone with an active registration who is not the author.</summary>
    Member,
    Claimer,

    /// <summary>Who speaks for the unit or team that took the wish on: its secretary or leader. Never sees the contact by that.</summary>
    Coordinator,

    /// <summary>Someone whose pledge on the wish holds.</summary>
    Pledger,

    /// <summary>Someone who waited and to whom the open wish is offered now.</summary>
    Offered,
    System,
}

/// <summary>微心愿, from the first word to the thanks.</summary>
public static class WishLifecycle
{
    /// <summary>States in which everyone may read the public text. Before the table, which is made from it.</summary>
    internal static readonly IReadOnlyList<WishStatus> Listed =
    [
        Open, Claimed, InProgress, Delivered, Disputed, Fulfilled, FulfilledUnconfirmed, Unmet, Pledging, Covered, Delivering, PartlyCovered,
    ];

    public static readonly Lifecycle<WishStatus, WishAction, WishActor> Table = new("Wish 微心愿",
    [
        new(null, Submit, Author, PendingReview),
        new(Draft, Submit, Author, PendingReview),
        new(PendingReview, Approve, Staff, Open),
        new(PendingReview, AskChanges, Staff, Draft),
        new(PendingReview, Reject, Staff, Rejected),
        new(Draft, Withdraw, Author, Withdrawn),
        new(PendingReview, Withdraw, Author, Withdrawn),
        new(Open, Withdraw, Author, Withdrawn),
        new(Open, Cannot, Staff, Unmet),
        new(Open, Claim, Member, Claimed),
        new(Open, Claim, Coordinator, Claimed),
        new(Claimed, Contacted, Claimer, InProgress),
        new(Claimed, Extend, Claimer, Claimed),
        new(InProgress, Extend, Claimer, InProgress),
        new(Claimed, Release, Claimer, Open),
        new(InProgress, Release, Claimer, Open),
        new(Claimed, Release, Coordinator, Open),
        new(InProgress, Release, Coordinator, Open),
        new(Claimed, WishAction.NameMember, Coordinator, Claimed),
        new(InProgress, WishAction.NameMember, Coordinator, InProgress),
        new(Claimed, Expire, WishActor.System, Open),
        new(InProgress, Expire, WishActor.System, Open),
        new(InProgress, Deliver, Claimer, Delivered),
        new(InProgress, DeliverWithCode, Claimer, Fulfilled),
        new(Delivered, DoubtCode, WishActor.System, Delivered),
        new(Delivered, Confirm, Author, Fulfilled),
        new(Fulfilled, Confirm, Author, Fulfilled),
        new(Delivered, Dispute, Author, Disputed),
        new(Delivered, WishAction.TimeOut, WishActor.System, FulfilledUnconfirmed),
        new(Disputed, ResolveDispute, Staff, Fulfilled),
        new(Disputed, ResolveDispute, Staff, InProgress),
        new(Disputed, ResolveDispute, Staff, Open),
        new(PendingReview, Approve, Staff, Pledging),
        new(Pledging, WishAction.Pledge, Member, Pledging),
        new(Pledging, WishAction.WithdrawPledge, Pledger, Pledging),
        new(Pledging, Cover, WishActor.System, Covered),
        new(Pledging, WishAction.EndPledging, WishActor.System, PartlyCovered),
        new(Pledging, Withdraw, Author, Withdrawn),
        new(PartlyCovered, WishAction.ResolveCrowd, Staff, Covered),
        new(PartlyCovered, WishAction.ResolveCrowd, Staff, Pledging),
        new(PartlyCovered, WishAction.ResolveCrowd, Staff, Unmet),
        new(PartlyCovered, Withdraw, Author, Withdrawn),
        new(Covered, WishAction.WithdrawPledge, Pledger, Pledging),
        new(Covered, Receive, Staff, Delivering),
        new(Covered, ExpirePledge, WishActor.System, Pledging),
        new(Covered, HandOver, Staff, Delivered),
        new(Covered, Withdraw, Author, Withdrawn),
        new(Delivering, Receive, Staff, Delivering),
        new(Delivering, ExpirePledge, WishActor.System, Pledging),
        new(Delivering, HandOver, Staff, Delivered),
        new(Disputed, ResolveDispute, Staff, Delivering),
        new(PendingReview, Merge, Staff, Merged),
        new(Open, Merge, Staff, Merged),
        new(Pledging, Merge, Staff, Merged),
        new(PendingReview, TakeIn, WishActor.System, PendingReview),
        new(Open, TakeIn, WishActor.System, Open),
        new(Claimed, TakeIn, WishActor.System, Claimed),
        new(InProgress, TakeIn, WishActor.System, InProgress),
        new(Pledging, TakeIn, WishActor.System, Pledging),
        new(Open, WishAction.Offer, WishActor.System, Open),
        new(Open, WishAction.DeclineOffer, Offered, Open),
        new(Open, LapseOffer, WishActor.System, Open),
        new(Open, WishAction.StandBy, Member, Open),
        new(Claimed, WishAction.StandBy, Member, Claimed),
        new(InProgress, WishAction.StandBy, Member, InProgress),
        new(Claimed, WishAction.ExtendClaim, Staff, Claimed),
        new(InProgress, WishAction.ExtendClaim, Staff, InProgress),
        new(Claimed, WishAction.ReleaseClaim, Staff, Open),
        new(InProgress, WishAction.ReleaseClaim, Staff, Open),
        new(Claimed, PrintCard, Staff, Claimed),
        new(InProgress, PrintCard, Staff, InProgress),
        new(Claimed, WishAction.RenewHandoverCode, Staff, Claimed),
        new(InProgress, WishAction.RenewHandoverCode, Staff, InProgress),
        new(FulfilledUnconfirmed, WishAction.CallBack, Staff, Fulfilled),
        new(FulfilledUnconfirmed, WishAction.CallBack, Staff, Disputed),
        new(FulfilledUnconfirmed, WishAction.CallBack, Staff, FulfilledUnconfirmed),
        new(PendingReview, Escalate, WishActor.System, PendingReview),
        new(Rejected, Appeal, Author, PendingReview),
        new(Open, TurnCold, WishActor.System, Open),
        new(Open, CallForDecision, WishActor.System, Open),
        .. Listed.Select(status => new Move<WishStatus, WishAction, WishActor>(status, WishAction.EditPublicText, Staff, status)),
    ]);

    /// <summary>States in which somebody has the wish in hand and holds a lease.</summary>
    public static readonly IReadOnlySet<WishStatus> Leased = new HashSet<WishStatus> { Claimed, InProgress };

    /// <summary>States in which somebody still has to judge what the author wrote.</summary>
    public static readonly IReadOnlySet<WishStatus> UnderReview = new HashSet<WishStatus> { Draft, PendingReview };

    /// <summary>States in which nobody waits for a wish any more.</summary>
    public static readonly IReadOnlySet<WishStatus> Ended = new HashSet<WishStatus> { Fulfilled, FulfilledUnconfirmed, Withdrawn, Unmet, Merged };

    /// <summary>States in which a wish counts towards its author's limit: not over, and in nobody's hands.</summary>
    public static readonly IReadOnlyList<WishStatus> AwaitingHelp = [Draft, PendingReview, Open, Pledging, PartlyCovered];

    /// <summary>States in which an account cannot be deleted, since somebody else is waiting.</summary>
    public static readonly IReadOnlyList<WishStatus> InSomebodysHands =
        [Claimed, InProgress, Delivered, Disputed, Pledging, Covered, Delivering, PartlyCovered];
}
