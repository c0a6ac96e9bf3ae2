using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Stations.Editing;

/// <param name="Latitude">In degrees, in the <paramref name="CoordinateSystem"/>.</param>
/// <param name="CoordinateSystem">GCJ-02 when it is left out, as the maps of mini programs give.</param>
/// <param name="ConfirmPlace">The place was asked about, and is meant all the same.</param>
/// <param name="OpeningHours">Left out when they are not known yet.</param>
/// <param name="Exceptions">Dates on which the week does not hold, at most 30.</param>
/// <param name="Seats">How many people can sit.</param>
[ValidatableType]
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

/// <summary>Staff enter a station of their area.</summary>
public sealed class CreateStation(StationStore stations, PlaceChecks places, StationViews views, AreaStore areas, TimeProvider time)
    : Operation<CreateStationRequest, StationView>
{
    public override void Configure()
    {
        Post("/stations");
        Group<Staff>();
        Creates(StationErrors.PlaceUnlikely, StationErrors.Duplicate);
    }

    protected override async Task<IResult> Handle(CreateStationRequest request, CancellationToken ct)
    {
        var place = await areas.PlaceIn(request.CommunityId!.Value, "communityId");
        if (!StationAccess.Covers(Caller, place))
            throw new Refusal(RequestErrors.NotFound);
        var station = new NewStation(
            place, request.Name, request.Address, request.CoordinateSystem.ToGcj02(request.Latitude!.Value, request.Longitude!.Value),
            request.Facilities ?? [], new OpeningHours(request.OpeningHours ?? []) { Exceptions = request.Exceptions ?? [] }, request.Seats);
        var communityName = await areas.NameOf(place.CommunityId);
        return await Call.Create(
            async tx =>
            {
                await places.Require(tx, new EnteredPlace(place, request.Name, station.Location, StationId: null, request.ConfirmPlace == true));
                var id = await stations.Add(tx, station, time.Now());
                return views.ForStaff((await stations.Find(tx, id))!, communityName);
            },
            view => $"/open/v1/stations/{view.Id}");
    }
}
