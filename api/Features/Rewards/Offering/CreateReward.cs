using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Rewards.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Rewards.Offering;

/// <param name="AreaId">A district, a street or a community.</param>
/// <param name="PerPersonLimit">How many one person may have, fetched ones counted.</param>
/// <param name="AvailableFrom">First day in China; at once when left out.</param>
/// <param name="AvailableUntil">Last day in China.</param>
/// <param name="HandOverAt">Where it is fetched, in words; may be left out when a station is named.</param>
[ValidatableType]
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

/// <summary>Staff enter what their area gives for points.</summary>
public sealed class CreateReward(RewardStore rewards, StationStore stations, AreaStore areas, Db db, TimeProvider time)
    : Operation<CreateRewardRequest, StaffRewardView>
{
    public override void Configure()
    {
        Post("/rewards");
        Group<Staff>();
        Creates(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(CreateRewardRequest request, CancellationToken ct)
    {
        var area = await AreaOf(request.AreaId!.Value);
        var station = await StationOf(request.StationId);
        RewardDays.RequireOrder(request.AvailableFrom, request.AvailableUntil);
        var place = request.HandOverAt ?? (station is null ? null : $"{station.Name}（{station.Address}）")
            ?? throw Refusal.Invalid("handOverAt", "请填写领取的地方");
        var reward = new NewReward(
            area, request.Name, request.Description, request.Points!.Value, request.Stock!.Value, request.PerPersonLimit!.Value,
            request.AvailableFrom, request.AvailableUntil, place, station?.Id, Caller.UserId);
        return await Call.Create(
            async tx =>
            {
                var id = await rewards.Add(tx, reward, time.Now());
                return RewardViews.ForStaff((await rewards.Find(tx, id))!, area.Name);
            },
            view => $"/api/v1/rewards/{view.Id}");
    }

    private async Task<Area> AreaOf(EntityId id)
    {
        var area = await areas.Find(id.Value) ?? throw Refusal.Invalid("areaId", "没有这个区域");
        if (area.Level == AreaLevel.Grid)
            throw Refusal.Invalid("areaId", "只能是区县、街道或社区");
        return Caller.IsStaffOf(area.DistrictId, area.StreetId, area.CommunityId, area.Id) ? area : throw new Refusal(RequestErrors.NotFound);
    }

    /// <summary>Its keeper hands the reward over, so it lies where the caller is in charge.</summary>
    private async Task<Station?> StationOf(EntityId? id)
    {
        if (id is not { } given)
            return null;
        return await db.Read(session => stations.Find(session, given.Value)) is { Place: var place } station
            && Caller.IsStaffOf(place.DistrictId, place.StreetId, place.CommunityId)
            ? station
            : throw Refusal.Invalid("stationId", "没有这个驿站");
    }
}
