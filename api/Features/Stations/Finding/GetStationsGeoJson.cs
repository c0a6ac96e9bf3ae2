using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace LinYuan.Api.Features.Stations.Finding;

/// <summary>
/// Stations as GeoJSON (RFC 7946), for map software. Beyond the standard: <c>next</c>, and <c>coordinateSystem</c>, which says whether
/// the places are in WGS-84, as the standard has them, or in GCJ-02, as the maps published in China, by whoever asks for that.
/// </summary>
/// <param name="Next">Where the rest is, when there are more stations than one file holds; else null.</param>
public sealed record StationFeatures(string Type, string CoordinateSystem, string? Next, IReadOnlyList<StationFeature> Features);

public sealed record StationFeature(string Type, EntityId Id, PointGeometry Geometry, StationProperties Properties);

/// <param name="Coordinates">Longitude, then latitude.</param>
public sealed record PointGeometry(string Type, IReadOnlyList<double> Coordinates);

/// <summary>Nothing that changes by the clock alone, so that an unchanged file keeps its ETag.</summary>
/// <param name="OpeningHours">In words, a line for each set of days; empty when they are not known.</param>
public sealed record StationProperties(
    string Name, string Address, EntityId CommunityId, string CommunityName, IReadOnlyList<Facility> Facilities,
    IReadOnlyList<string> OpeningHours, IReadOnlyList<SpecialDay> Exceptions, int? Seats, LiveState LiveState);

/// <summary>All stations of an area in one file, at most 10,000. It is held as a whole, because its ETag is made from its bytes.</summary>
public static class GetStationsGeoJson
{
    public const string MediaType = "application/geo+json";
    private const int Most = 10_000;
    private const int Batch = 1_000;

    public static async Task<IResult> Handle(
        string? areaId, string? crs, string? after, AreaStore areas, Db db, StationStore stations, IOptions<JsonOptions> json)
    {
        var system = JsonConventions.ParseWord<CoordinateSystem>(crs, "crs") ?? CoordinateSystem.Wgs84;
        if (system == CoordinateSystem.Bd09)
            throw Refusal.Invalid("crs", "只能是：wgs84、gcj02");
        var subtree = await areas.SubtreeOf(areaId);
        var start = new PageQuery(after, Limit: null).AfterOr(0);
        var found = await db.Read(session => Gather(session, stations, subtree, start));
        var next = found.Count > Most ? NextOf(areaId, crs, found[Most - 1].Id) : null;
        List<StationFeature> features = [];
        foreach (var station in found.Take(Most))
            features.Add(Feature(station, system, await areas.NameOf(station.Place.CommunityId)));
        return TypedResults.Json(new StationFeatures("FeatureCollection", system == CoordinateSystem.Wgs84 ? "WGS-84" : "GCJ-02", next, features), json.Value.SerializerOptions, MediaType);
    }

    /// <summary>One more than a file holds, which tells whether there are more.</summary>
    private static async Task<IReadOnlyList<Station>> Gather(DbSession session, StationStore stations, Subtree? subtree, long after)
    {
        List<Station> found = [];
        while (found.Count <= Most)
        {
            var batch = await stations.List(session, subtree, facilities: 0, after, Math.Min(Batch, Most + 1 - found.Count));
            found.AddRange(batch);
            if (batch.Count < Batch)
                break;
            after = batch[^1].Id;
        }
        return found;
    }

    private static string NextOf(string? areaId, string? crs, long last) =>
        $"/open/v1/stations.geojson?{Word("areaId", areaId)}{Word("crs", crs)}after={PageQuery.CursorAt(last)}";

    private static string Word(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"{name}={Uri.EscapeDataString(value)}&";

    private static StationFeature Feature(Station station, CoordinateSystem system, string communityName) => new(
        "Feature",
        new EntityId(station.Id),
        new PointGeometry("Point", Coordinates(station.Location, system)),
        new StationProperties(
            station.Name, station.Address, new EntityId(station.Place.CommunityId), communityName, station.Facilities,
            OpeningHoursInWords.Of(station.Hours), station.Hours.Exceptions, station.Seats, station.Live.State));

    private static double[] Coordinates(GeoPoint place, CoordinateSystem system)
    {
        var (latitude, longitude) = system == CoordinateSystem.Wgs84 ? CoordinateSystems.ToWgs84(place) : (place.Latitude, place.Longitude);
        return [longitude, latitude];
    }
}
