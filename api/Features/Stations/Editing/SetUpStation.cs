using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Stations.Editing;

/// <param name="Latitude">In degrees, in the <paramref name="CoordinateSystem"/>.</param>
/// <param name="CoordinateSystem">GCJ-02 when it is left out, as the maps of mini programs give.</param>
/// <param name="ConfirmPlace">The place was asked about, and is meant all the same.</param>
/// <param name="OpeningHours">Left out when they are not known yet.</param>
/// <param name="Exceptions">Dates on which the week does not hold, at most 30.</param>
/// <param name="Seats">How many people can sit.</param>
public sealed record CreateStationRequest(
    [property: Needed] EntityId? CommunityId,
    [property: Text(1, 60)] string Name,
    [property: Text(1, 120)] string Address,
    [property: Needed, Between(-85, 85, Hint = GeoPoint.Swapped)] double? Latitude,
    [property: Needed, Between(-180, 180)] double? Longitude,
    IReadOnlyList<Facility>? Facilities = null,
    [property: Timetable] IReadOnlyList<OpeningPeriod>? OpeningHours = null,
    [property: DatesApart] IReadOnlyList<SpecialDay>? Exceptions = null,
    [property: Between(0, 1_000)] int? Seats = null,
    CoordinateSystem? CoordinateSystem = null,
    bool? ConfirmPlace = null);

/// <summary>What is left out stays as it is; a list that is given replaces the whole list.</summary>
/// <param name="CoordinateSystem">Of a new place, whose two numbers then both must be there; GCJ-02 when it is left out.</param>
/// <param name="ConfirmPlace">The new place was asked about, and is meant all the same.</param>
public sealed record ChangeStationRequest(
    [property: Text(1, 60, Optional = true), MinLength(1, ErrorMessage = "请填写")] string? Name = null,
    [property: Text(1, 120, Optional = true), MinLength(1, ErrorMessage = "请填写")] string? Address = null,
    [property: Between(-85, 85, Hint = GeoPoint.Swapped)] double? Latitude = null,
    [property: Between(-180, 180)] double? Longitude = null,
    IReadOnlyList<Facility>? Facilities = null,
    [property: Timetable] IReadOnlyList<OpeningPeriod>? OpeningHours = null,
    [property: DatesApart] IReadOnlyList<SpecialDay>? Exceptions = null,
    [property: Between(0, 1_000)] int? Seats = null,
    CoordinateSystem? CoordinateSystem = null,
    bool? ConfirmPlace = null)
{
    /// <summary>The new place; null when it stays.</summary>
    internal GeoPoint? PlaceFor(Station station)
    {
        if (Latitude is null && Longitude is null)
            return null;
        // Half of a place in another system is in none.
        if (CoordinateSystem is not null && (Latitude is null || Longitude is null))
            throw Refusal.Invalid(Latitude is null ? "latitude" : "longitude", "请填写");
        return CoordinateSystem.ToGcj02(Latitude ?? station.Location.Latitude, Longitude ?? station.Location.Longitude);
    }
}

/// <summary>Staff enter the stations of their area and keep what is known about them up to date.</summary>
public sealed class SetUpStation(StationStore stations, PlaceChecks places, StationViews views, AreaStore areas, Db db, TimeProvider time)
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
            place, body.Name, body.Address, body.CoordinateSystem.ToGcj02(body.Latitude!.Value, body.Longitude!.Value), body.Facilities ?? [],
            new OpeningHours(body.OpeningHours ?? []) { Exceptions = body.Exceptions ?? [] }, body.Seats);
        var communityName = await areas.NameOf(place.CommunityId);
        return await call.Create(
            async tx =>
            {
                await places.Require(tx, new EnteredPlace(place, body.Name, station.Location, StationId: null, body.ConfirmPlace == true));
                var id = await stations.Add(tx, station, time.Now());
                return views.ForStaff((await stations.Find(tx, id))!, communityName);
            },
            view => $"/open/v1/stations/{view.Id}");
    }

    private async Task<StationView> Change(EntityId id, ChangeStationRequest body, Caller caller)
    {
        var station = await Require(id, caller);
        var moved = body.PlaceFor(station);
        var change = new StationChange(
            body.Name, body.Address, moved?.Latitude, moved?.Longitude, body.Facilities,
            body.OpeningHours is null ? null : new OpeningHours(body.OpeningHours), body.Exceptions, body.Seats);
        await db.InTransaction(caller, async tx =>
        {
            if (moved is not null)
                await places.Require(tx, new EnteredPlace(station.Place, body.Name ?? station.Name, moved, station.Id, body.ConfirmPlace == true));
            await stations.Change(tx, id.Value, change, time.Now());
        });
        return await views.ForStaff(await Require(id, caller));
    }
}
