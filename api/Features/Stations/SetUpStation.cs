using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Stations;

/// <param name="Latitude">In degrees, GCJ-02.</param>
/// <param name="OpeningHours">Left out when they are not known yet.</param>
/// <param name="Exceptions">Dates on which the week does not hold, at most 30.</param>
/// <param name="Seats">How many people can sit.</param>
public sealed record CreateStationRequest(
    [property: Needed] EntityId? CommunityId,
    [property: Text(1, 60)] string Name,
    [property: Text(1, 120)] string Address,
    [property: Needed, Between(-85, 85)] double? Latitude,
    [property: Needed, Between(-180, 180)] double? Longitude,
    IReadOnlyList<Facility>? Facilities = null,
    [property: Timetable] IReadOnlyList<OpeningPeriod>? OpeningHours = null,
    [property: DatesApart] IReadOnlyList<SpecialDay>? Exceptions = null,
    [property: Between(0, 1_000)] int? Seats = null);

/// <summary>What is left out stays as it is; a list that is given replaces the whole list.</summary>
public sealed record ChangeStationRequest(
    [property: Text(1, 60, Optional = true), MinLength(1, ErrorMessage = "请填写")] string? Name = null,
    [property: Text(1, 120, Optional = true), MinLength(1, ErrorMessage = "请填写")] string? Address = null,
    [property: Between(-85, 85)] double? Latitude = null,
    [property: Between(-180, 180)] double? Longitude = null,
    IReadOnlyList<Facility>? Facilities = null,
    [property: Timetable] IReadOnlyList<OpeningPeriod>? OpeningHours = null,
    [property: DatesApart] IReadOnlyList<SpecialDay>? Exceptions = null,
    [property: Between(0, 1_000)] int? Seats = null);

/// <summary>Staff enter the stations of their area and keep what is known about them up to date.</summary>
public sealed class SetUpStation(StationStore stations, StationViews views, AreaStore areas, Db db, TimeProvider time)
{
    /// <summary>Staff enter a station of their area.</summary>
    public static Task<IResult> Create(CreateStationRequest body, Caller caller, IdempotentCall call, SetUpStation setUp) =>
        setUp.Enter(body, caller, call);

    /// <summary>Staff keep what is known about a station up to date.</summary>
    public static Task<StationView> Change(EntityId id, ChangeStationRequest body, Caller caller, SetUpStation setUp) =>
        setUp.Change(id, body, caller);

    /// <summary>A station of the caller's area; anyone else's is not there.</summary>
    public async Task<Station> Require(EntityId id, Caller caller) =>
        await db.Read(session => stations.Find(session, id.Value)) is { } station && Covers(caller, station.Place)
            ? station
            : throw new Refusal(RequestErrors.NotFound);

    public static bool Covers(Caller caller, Placement place) => caller.IsStaffOf(place.DistrictId, place.StreetId, place.CommunityId);

    private async Task<IResult> Enter(CreateStationRequest body, Caller caller, IdempotentCall call)
    {
        var place = await areas.PlaceIn(body.CommunityId!.Value, "communityId");
        if (!Covers(caller, place))
            throw new Refusal(RequestErrors.NotFound);
        var station = new NewStation(
            place, body.Name, body.Address, new GeoPoint(body.Latitude!.Value, body.Longitude!.Value), body.Facilities ?? [],
            new OpeningHours(body.OpeningHours ?? []) { Exceptions = body.Exceptions ?? [] }, body.Seats);
        var communityName = await areas.NameOf(place.CommunityId);
        return await call.Create(
            async tx =>
            {
                var id = await stations.Add(tx, station, time.Now());
                return views.ForStaff((await stations.Find(tx, id))!, communityName);
            },
            view => $"/open/v1/stations/{view.Id}");
    }

    private async Task<StationView> Change(EntityId id, ChangeStationRequest body, Caller caller)
    {
        await Require(id, caller);
        var change = new StationChange(
            body.Name, body.Address, body.Latitude, body.Longitude, body.Facilities,
            body.OpeningHours is null ? null : new OpeningHours(body.OpeningHours), body.Exceptions, body.Seats);
        await db.InTransaction(caller, tx => stations.Change(tx, id.Value, change, time.Now()));
        return await views.ForStaff(await Require(id, caller));
    }
}
