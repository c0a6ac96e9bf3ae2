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
}

public enum WishActor
{
    Author,
    Staff,

    /// <summary>Anyone with an active registration who is not the author.</summary>
    Member,
    Claimer,
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
    ]);

    /// <summary>States in which somebody has the wish in hand and holds a lease.</summary>
    public static readonly IReadOnlySet<WishStatus> Leased = new HashSet<WishStatus> { Claimed, InProgress };

    /// <summary>States in which an account cannot be deleted, since somebody else is waiting.</summary>
    public static readonly IReadOnlyList<WishStatus> InSomebodysHands = [Claimed, InProgress, Delivered, Disputed];
}
