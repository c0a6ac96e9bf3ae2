using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Stations.Core;

/// <param name="Code">The code of the printed QR; null for anyone but staff of the station's area.</param>
/// <param name="Latitude">In degrees, GCJ-02.</param>
/// <param name="OpeningHours">Empty when they are not known.</param>
/// <param name="Exceptions">Dates from today on, on which the week does not hold.</param>
/// <param name="Seats">How many people can sit; null when nobody has counted.</param>
/// <param name="Live">What people on the spot said last.</param>
/// <param name="KeeperId">Who keeps it; null for anyone but staff of the station's area.</param>
/// <param name="OpenNow">Null when the opening hours of the day are not known.</param>
/// <param name="DistanceMeters">In a list by distance; else null.</param>
public sealed record StationView(
    EntityId Id, string? Code, EntityId CommunityId, string CommunityName, string Name, string Address, double Latitude, double Longitude,
    IReadOnlyList<Facility> Facilities, IReadOnlyList<OpeningPeriod> OpeningHours, IReadOnlyList<SpecialDay> Exceptions,
    bool? OpenNow, int? Seats, StationLiveView Live, EntityId? KeeperId, long? DistanceMeters);

public sealed class StationViews(AreaStore areas, TimeProvider time)
{
    /// <summary>For staff of its area. Touches no database, so it may be called in a transaction.</summary>
    public StationView ForStaff(Station station, string communityName) => Of(station, communityName, meters: null) with
    {
        Code = station.Code,
        KeeperId = station.KeeperId is { } keeper ? new EntityId(keeper) : null,
    };

    public async Task<StationView> ForStaff(Station station) => ForStaff(station, await areas.NameOf(station.Place.CommunityId));

    public async Task<StationView> Of(Station station, long? meters = null) =>
        Of(station, await areas.NameOf(station.Place.CommunityId), meters);

    /// <summary>Null when the opening hours of the day are not known.</summary>
    public bool? OpenNow(Station station) => station.Hours.OpenAt(ChinaTime.Local(time.Now()));

    private StationView Of(Station station, string communityName, long? meters) => new(
        new EntityId(station.Id),
        Code: null,
        new EntityId(station.Place.CommunityId),
        communityName,
        station.Name,
        station.Address,
        station.Location.Latitude,
        station.Location.Longitude,
        station.Facilities,
        station.Hours.Periods,
        [.. station.Hours.Exceptions.Where(exception => exception.Date >= ChinaTime.LocalDay(time.Now()))],
        OpenNow(station),
        station.Seats,
        station.Live.View,
        KeeperId: null,
        meters);
}
