using LinYuan.Api.Shared.Lifecycles;
using static LinYuan.Api.Features.Wishes.WishAction;
using static LinYuan.Api.Features.Wishes.WishActor;
using static LinYuan.Api.Features.Wishes.WishStatus;

namespace LinYuan.Api.Features.Wishes;

/// <summary>八微: 微空间, 微服务, 微环境, 微安全, 微设施, 微文化, 微公益, 微治理.</summary>
public enum WishCategory
{
    MicroSpace,
    MicroService,
    MicroEnvironment,
    MicroSafety,
    MicroFacility,
    MicroCulture,
    MicroCharity,
    MicroGovernance,
}

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
    Expire,
    Deliver,

    /// <summary>Delivery with the resident's handover code, which confirms it at once.</summary>
    DeliverWithCode,
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
}

public enum WishActor
{
    Author,
    Staff,

    /// <summary>Anyone with an active registration who is not the author.</summary>
    Member,
    Claimer,

    /// <summary>Someone whose pledge on the wish holds.</summary>
    Pledger,
    System,
}

/// <summary>微心愿, from the first word to the thanks.</summary>
public static class WishLifecycle
{
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
        new(Claimed, Contacted, Claimer, InProgress),
        new(Claimed, Extend, Claimer, Claimed),
        new(InProgress, Extend, Claimer, InProgress),
        new(Claimed, Release, Claimer, Open),
        new(InProgress, Release, Claimer, Open),
        new(Claimed, Expire, WishActor.System, Open),
        new(InProgress, Expire, WishActor.System, Open),
        new(InProgress, Deliver, Claimer, Delivered),
        new(InProgress, DeliverWithCode, Claimer, Fulfilled),
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
    ]);

    /// <summary>States in which somebody has the wish in hand and holds a lease.</summary>
    public static readonly IReadOnlySet<WishStatus> Leased = new HashSet<WishStatus> { Claimed, InProgress };

    /// <summary>States in which an account cannot be deleted, since somebody else is waiting.</summary>
    public static readonly IReadOnlyList<WishStatus> InSomebodysHands =
        [Claimed, InProgress, Delivered, Disputed, Pledging, Covered, Delivering, PartlyCovered];
}
