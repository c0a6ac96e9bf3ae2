using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Stations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Rewards;

/// <param name="AreaId">A district, a street or a community.</param>
/// <param name="PerPersonLimit">How many one person may have, fetched ones counted.</param>
/// <param name="AvailableFrom">First day in China; at once when left out.</param>
/// <param name="AvailableUntil">Last day in China.</param>
/// <param name="HandOverAt">Where it is fetched, in words; may be left out when a station is named.</param>
public sealed record CreateRewardRequest(
    [property: Needed] EntityId? AreaId,
    [property: Text(1, 60), ForOthers(MayNameDoors = true)] string Name,
    [property: Needed, Between(1, 100_000)] int? Points,
    [property: Needed, Between(0, 100_000)] int? Stock,
    [property: Needed, Between(1, 1000)] int? PerPersonLimit,
    [property: Text(1, 500, Optional = true), ForOthers(MayNameDoors = true)] string? Description = null,
    DateOnly? AvailableFrom = null,
    DateOnly? AvailableUntil = null,
    [property: Text(1, 120, Optional = true)] string? HandOverAt = null,
    EntityId? StationId = null);

/// <summary>What is left out stays as it is. A new price holds for new orders only.</summary>
/// <param name="Version">As it was read; a change that was sent twice is made once.</param>
/// <param name="StockDelta">How many come in, or with a minus go out; those that are ordered stay.</param>
/// <param name="Listed">False takes it off the list; orders are handed over all the same.</param>
public sealed record ChangeRewardRequest(
    [property: Needed] int? Version,
    [property: Text(1, 60, Optional = true), ForOthers(MayNameDoors = true)] string? Name = null,
    [property: Text(1, 500, Optional = true), ForOthers(MayNameDoors = true)] string? Description = null,
    [property: Between(1, 100_000)] int? Points = null,
    [property: Between(-100_000, 100_000)] int? StockDelta = null,
    [property: Between(1, 1000)] int? PerPersonLimit = null,
    DateOnly? AvailableFrom = null,
    DateOnly? AvailableUntil = null,
    [property: Text(1, 120, Optional = true)] string? HandOverAt = null,
    bool? Listed = null);

/// <summary>Staff enter what their area gives for points, and keep its stock.</summary>
public sealed class SetUpReward(RewardStore rewards, RewardViews views, StationStore stations, AreaStore areas, Db db, TimeProvider time)
{
    /// <summary>Staff enter what their area gives for points.</summary>
    public static Task<IResult> Create(CreateRewardRequest body, Caller caller, IdempotentCall call, SetUpReward setUp) =>
        setUp.Enter(body, caller, call);

    /// <summary>Staff change a reward and keep its stock.</summary>
    public static Task<StaffRewardView> Change(EntityId id, ChangeRewardRequest body, Caller caller, SetUpReward setUp) =>
        setUp.Change(id, body, caller);

    /// <summary>A reward of the caller's area; anyone else's is not there.</summary>
    public async Task<Reward> Require(EntityId id, Caller caller) =>
        await db.Read(session => rewards.Find(session, id.Value)) is { } reward && reward.IsUnder(caller)
            ? reward
            : throw new Refusal(RequestErrors.NotFound);

    private async Task<IResult> Enter(CreateRewardRequest body, Caller caller, IdempotentCall call)
    {
        var area = await AreaOf(body.AreaId!.Value, caller);
        var station = await StationOf(body.StationId, caller);
        RequireOrder(body.AvailableFrom, body.AvailableUntil);
        var place = body.HandOverAt ?? (station is null ? null : $"{station.Name}（{station.Address}）")
            ?? throw Refusal.Invalid("handOverAt", "请填写领取的地方");
        var reward = new NewReward(
            area, body.Name, body.Description, body.Points!.Value, body.Stock!.Value, body.PerPersonLimit!.Value, body.AvailableFrom,
            body.AvailableUntil, place, station?.Id, caller.UserId);
        return await call.Create(
            async tx =>
            {
                var id = await rewards.Add(tx, reward, time.Now());
                return RewardViews.ForStaff((await rewards.Find(tx, id))!, area.Name);
            },
            view => $"/api/v1/rewards/{view.Id}");
    }

    private async Task<StaffRewardView> Change(EntityId id, ChangeRewardRequest body, Caller caller)
    {
        var before = await Require(id, caller);
        RequireOrder(body.AvailableFrom ?? before.AvailableFrom, body.AvailableUntil ?? before.AvailableUntil);
        var change = new RewardChange(
            body.Version!.Value, body.Name, body.Description, body.Points, body.StockDelta ?? 0, body.PerPersonLimit, body.AvailableFrom,
            body.AvailableUntil, body.HandOverAt, body.Listed);
        if (await db.InTransaction(caller, tx => rewards.Change(tx, id.Value, change)) == 0)
            throw new Refusal((await Require(id, caller)).Version == change.Version ? RewardErrors.StockTooLow : RewardErrors.Changed);
        return await views.ForStaff(await Require(id, caller));
    }

    private async Task<Area> AreaOf(EntityId id, Caller caller)
    {
        var area = await areas.Find(id.Value) ?? throw Refusal.Invalid("areaId", "没有这个区域");
        if (area.Level == AreaLevel.Grid)
            throw Refusal.Invalid("areaId", "只能是区县、街道或社区");
        return caller.IsStaffOf(area.DistrictId, area.StreetId, area.CommunityId, area.Id) ? area : throw new Refusal(RequestErrors.NotFound);
    }

    /// <summary>Its keeper hands the reward over, so it lies where the caller is in charge.</summary>
    private async Task<Station?> StationOf(EntityId? id, Caller caller)
    {
        if (id is not { } given)
            return null;
        return await db.Read(session => stations.Find(session, given.Value)) is { Place: var place } station
            && caller.IsStaffOf(place.DistrictId, place.StreetId, place.CommunityId)
            ? station
            : throw Refusal.Invalid("stationId", "没有这个驿站");
    }

    private static void RequireOrder(DateOnly? from, DateOnly? until)
    {
        if (until < from)
            throw Refusal.Invalid("availableUntil", "不能早于开始的日子");
    }
}
