using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Geo;

namespace LinYuan.Api.Features.Stations.Core;

public sealed record Station(
    long Id, string Code, Placement Place, string Name, string Address, GeoPoint Location, IReadOnlyList<Facility> Facilities, OpeningHours Hours)
{
    /// <summary>How many people can sit; null when nobody has counted.</summary>
    public int? Seats { get; init; }

    /// <summary>驿站管理员: the person who keeps it; null when it is nobody in particular.</summary>
    public long? KeeperId { get; init; }

    public StationLive Live { get; init; } = new(LiveState.Normal, Since: null, LastVisitAt: null);
}

/// <summary>A station and its distance in whole metres from where the search began.</summary>
public sealed record NearStation(Station Station, long Meters);

public sealed record NewStation(
    Placement Place, string Name, string Address, GeoPoint Location, IReadOnlyList<Facility> Facilities, OpeningHours Hours, int? Seats);

/// <summary>Null leaves a field as it is.</summary>
public sealed record StationChange(
    string? Name, string? Address, double? Latitude, double? Longitude, IReadOnlyList<Facility>? Facilities, OpeningHours? Hours,
    IReadOnlyList<SpecialDay>? Exceptions, int? Seats);
