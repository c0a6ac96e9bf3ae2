using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Stations.Editing;

/// <summary>What is left out stays as it is; a list that is given replaces the whole list.</summary>
/// <param name="CoordinateSystem">Of a new place, whose two numbers then both must be there; GCJ-02 when it is left out.</param>
/// <param name="ConfirmPlace">The new place was asked about, and is meant all the same.</param>
[ValidatableType]
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

/// <summary>Staff keep what is known about a station up to date.</summary>
public sealed class ChangeStation(StationStore stations, StationAccess access, PlaceChecks places, StationViews views, Db db, TimeProvider time)
    : Operation<ChangeStationRequest, StationView>
{
    public override void Configure()
    {
        Patch("/stations/{id}");
        Group<Staff>();
        Changes(StationErrors.PlaceUnlikely, StationErrors.Duplicate);
    }

    protected override async Task<IResult> Handle(ChangeStationRequest request, CancellationToken ct)
    {
        var station = await access.Require(Id, Caller);
        var moved = request.PlaceFor(station);
        var change = new StationChange(
            request.Name, request.Address, moved?.Latitude, moved?.Longitude, request.Facilities,
            request.OpeningHours is null ? null : new OpeningHours(request.OpeningHours), request.Exceptions, request.Seats);
        await db.InTransaction(Caller, async tx =>
        {
            if (moved is not null)
                await places.Require(tx, new EnteredPlace(station.Place, request.Name ?? station.Name, moved, station.Id, request.ConfirmPlace == true));
            await stations.Change(tx, station.Id, change, time.Now());
        });
        return TypedResults.Ok(await views.ForStaff(await access.Require(Id, Caller)));
    }
}
