using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Lifecycles;
using static LinYuan.Api.Features.Rewards.Core.RedemptionAction;
using static LinYuan.Api.Features.Rewards.Core.RedemptionActor;
using static LinYuan.Api.Features.Rewards.Core.RedemptionStatus;

namespace LinYuan.Api.Features.Rewards.Core;

public enum RedemptionStatus
{
    /// <summary>Goods and points are set aside.</summary>
    Reserved,

    /// <summary>Handed over.</summary>
    Redeemed,
    Cancelled,

    /// <summary>Nobody fetched it in time.</summary>
    Released,
}

public enum RedemptionAction
{
    Redeem,
    Cancel,
    HandOver,
    Release,
}

public enum RedemptionActor
{
    /// <summary>Whose points it costs.</summary>
    Person,

    /// <summary>Staff of the area that gives it or the keeper of its station, and never for themselves.</summary>
    Staff,
    System,
}

/// <summary>兑换: an order of a reward.</summary>
public static class RedemptionLifecycle
{
    public static readonly Lifecycle<RedemptionStatus, RedemptionAction, RedemptionActor> Table = new("redemption",
    [
        new(null, Redeem, Person, Reserved),
        new(Reserved, Cancel, Person, Cancelled),
        new(Reserved, HandOver, RedemptionActor.Staff, Redeemed),
        new(Reserved, Release, RedemptionActor.System, Released),
    ]);

    /// <summary>Where an action leads; each leads to one state.</summary>
    public static RedemptionStatus EndOf(RedemptionAction action) => Table.Moves.First(move => move.Action == action).To;
}

/// <param name="Points">The price when it was ordered.</param>
public sealed record Redemption(
    long Id, string Code, long RewardId, long UserId, int Points, RedemptionStatus Status, DateTimeOffset ReservedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? EndedAt)
{
    public bool CanBeFetched(DateTimeOffset now) => Status == RedemptionStatus.Reserved && ExpiresAt > now;
}

/// <param name="Code">Ten digits that the person shows, as a QR code or in figures, while the order can be fetched; else null, and for staff.</param>
/// <param name="ExpiresAt">Until then it waits to be fetched.</param>
/// <param name="EndedAt">When it was fetched, cancelled or given back.</param>
public sealed record RedemptionView(
    EntityId Id, string? Code, RedemptionStatus Status, int Points, EntityId RewardId, string RewardName, string HandOverAt,
    DateTimeOffset ReservedAt, DateTimeOffset ExpiresAt, DateTimeOffset? EndedAt, IReadOnlyList<string> Actions)
{
    public static RedemptionView ForPerson(Redemption redemption, Reward reward, DateTimeOffset now) =>
        Of(redemption, reward, redemption.CanBeFetched(now) ? redemption.Code : null, RedemptionActor.Person);

    public static RedemptionView ForStaff(Redemption redemption, Reward reward) => Of(redemption, reward, null, RedemptionActor.Staff);

    private static RedemptionView Of(Redemption redemption, Reward reward, string? code, RedemptionActor actor) => new(
        new EntityId(redemption.Id), code, redemption.Status, redemption.Points, new EntityId(reward.Id), reward.Name, reward.HandOverAt,
        redemption.ReservedAt, redemption.ExpiresAt, redemption.EndedAt, RedemptionLifecycle.Table.ActionsFor(redemption.Status, actor));
}
