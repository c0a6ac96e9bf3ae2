using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace LinYuan.Api.Features.Stations;

/// <summary>
/// Stations as GeoJSON (RFC 7946), for map software. Beyond the standard: <c>next</c>, and <c>coordinateSystem</c>, since the places are
/// in GCJ-02, as all maps published in China are, and not in WGS 84.
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
        string? areaId, string? after, AreaStore areas, Db db, StationStore stations, IOptions<JsonOptions> json)
    {
        var subtree = await areas.SubtreeOf(areaId);
        var start = new PageQuery(after, Limit: null).AfterOr(0);
        var found = await db.Read(session => Gather(session, stations, subtree, start));
        var next = found.Count > Most ? NextOf(areaId, found[Most - 1].Id) : null;
        List<StationFeature> features = [];
        foreach (var station in found.Take(Most))
            features.Add(Feature(station, await areas.NameOf(station.Place.CommunityId)));
        return TypedResults.Json(new StationFeatures("FeatureCollection", "GCJ-02", next, features), json.Value.SerializerOptions, MediaType);
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

    private static string NextOf(string? areaId, long last) =>
        $"/open/v1/stations.geojson?{(string.IsNullOrEmpty(areaId) ? "" : $"areaId={Uri.EscapeDataString(areaId)}&")}after={PageQuery.CursorAt(last)}";

    private static StationFeature Feature(Station station, string communityName) => new(
        "Feature",
        new EntityId(station.Id),
        new PointGeometry("Point", [station.Location.Longitude, station.Location.Latitude]),
        new StationProperties(
            station.Name, station.Address, new EntityId(station.Place.CommunityId), communityName, station.Facilities,
            OpeningHoursInWords.Of(station.Hours), station.Hours.Exceptions, station.Seats, station.Live.State));
}
