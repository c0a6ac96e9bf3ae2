using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards.Core;

/// <summary>积分商品: something that an area gives for points.</summary>
/// <param name="Stock">What may still be ordered; <paramref name="Reserved"/> waits for somebody.</param>
/// <param name="AvailableUntil">The last day in China on which it may be ordered; null without an end.</param>
/// <param name="StationId">The station where it is handed over, if it is one.</param>
/// <param name="Version">Counts the changes by staff.</param>
public sealed record Reward(
    long Id, long AreaId, long DistrictId, long? StreetId, long? CommunityId, string Name, string? Description, int Points, int Stock,
    int Reserved, int PerPersonLimit, DateOnly? AvailableFrom, DateOnly? AvailableUntil, string HandOverAt, long? StationId, bool Listed,
    int Version)
{
    public bool IsUnder(Caller caller) => caller.IsStaffOf(DistrictId, StreetId, CommunityId, AreaId);

    public bool IsOpenOn(DateOnly day) => Listed && !(AvailableFrom > day) && !(AvailableUntil < day);
}

public sealed record NewReward(
    Area Area, string Name, string? Description, int Points, int Stock, int PerPersonLimit, DateOnly? AvailableFrom, DateOnly? AvailableUntil,
    string HandOverAt, long? StationId, long CreatedBy);

/// <summary>What is null stays as it is.</summary>
public sealed record RewardChange(
    int Version, string? Name, string? Description, int? Points, int StockDelta, int? PerPersonLimit, DateOnly? AvailableFrom,
    DateOnly? AvailableUntil, string? HandOverAt, bool? Listed);

/// <param name="Actions">redeem, while the caller can order it: on offer, in stock, below the caller's limit, and with points enough.</param>
public sealed record RewardView(
    EntityId Id, EntityId AreaId, string AreaName, string Name, string? Description, int Points, int Stock, int PerPersonLimit,
    DateOnly? AvailableFrom, DateOnly? AvailableUntil, string HandOverAt, EntityId? StationId, IReadOnlyList<string> Actions);

/// <param name="Reserved">Ordered and not yet fetched; no part of <c>Stock</c>.</param>
/// <param name="Version">To be sent back with a change.</param>
public sealed record StaffRewardView(
    EntityId Id, EntityId AreaId, string AreaName, string Name, string? Description, int Points, int Stock, int Reserved, int PerPersonLimit,
    DateOnly? AvailableFrom, DateOnly? AvailableUntil, string HandOverAt, EntityId? StationId, bool Listed, int Version);

/// <summary>What decides which rewards a person can order.</summary>
/// <param name="Spendable">In points.</param>
/// <param name="Ordered">How many the person has of a reward, by its id; what is not there was never ordered.</param>
public sealed record OrderMeans(long Spendable, IReadOnlyDictionary<long, long> Ordered)
{
    public bool Reach(Reward reward) => reward.Points <= Spendable && Ordered.GetValueOrDefault(reward.Id) < reward.PerPersonLimit;
}

/// <summary>Makes views of rewards, with the names of their areas.</summary>
public sealed class RewardViews(AreaStore areas, PointLedger ledger, RedemptionStore redemptions, TimeProvider time)
{
    /// <summary>For all rewards of a list at once.</summary>
    public async Task<OrderMeans> MeansOf(DbSession session, long userId, params IReadOnlyList<Reward> rewards) => new(
        await ledger.SpendableOf(session, userId, time.Now()), await redemptions.CountsOf(session, userId, [.. rewards.Select(reward => reward.Id)]));

    public async Task<RewardView> Of(Reward reward, OrderMeans means) => new(
        new EntityId(reward.Id), new EntityId(reward.AreaId), await areas.NameOf(reward.AreaId), reward.Name, reward.Description, reward.Points,
        reward.Stock, reward.PerPersonLimit, reward.AvailableFrom, reward.AvailableUntil, reward.HandOverAt, StationOf(reward),
        reward.Stock > 0 && reward.IsOpenOn(ChinaTime.LocalDay(time.Now())) && means.Reach(reward) ? ["redeem"] : []);

    public async Task<StaffRewardView> ForStaff(Reward reward) => ForStaff(reward, await areas.NameOf(reward.AreaId));

    public static StaffRewardView ForStaff(Reward reward, string areaName) => new(
        new EntityId(reward.Id), new EntityId(reward.AreaId), areaName, reward.Name, reward.Description, reward.Points, reward.Stock,
        reward.Reserved, reward.PerPersonLimit, reward.AvailableFrom, reward.AvailableUntil, reward.HandOverAt, StationOf(reward),
        reward.Listed, reward.Version);

    private static EntityId? StationOf(Reward reward) => reward.StationId is { } id ? new EntityId(id) : null;
}
