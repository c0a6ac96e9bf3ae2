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

/// <summary>The systems that map software in China is fed with.</summary>
public enum MapSystem
{
    Wgs84,
    Gcj02,
}

/// <param name="AreaId">The area that they lie in.</param>
/// <param name="Crs">The system of the places: WGS-84 unless the other is asked for.</param>
/// <param name="After">Where the file goes on: it stands in <c>next</c> of the file before.</param>
public sealed record GetStationsGeoJsonRequest(string? AreaId, MapSystem? Crs, string? After);

/// <summary>
/// Map software reads all stations of an area in one file, at most 10,000. It is held as a whole, because its ETag is made from its bytes.
/// </summary>
public sealed class GetStationsGeoJson(AreaStore areas, Db db, StationStore stations, IOptions<JsonOptions> json)
    : Operation<GetStationsGeoJsonRequest, StationFeatures>
{
    private const string MediaType = "application/geo+json";
    private const int Most = 10_000;
    private const int Batch = 1_000;

    public override void Configure()
    {
        Get("/stations.geojson");
        Group<Open>();
        Serves(MediaType);
    }

    protected override async Task<IResult> Handle(GetStationsGeoJsonRequest request, CancellationToken ct)
    {
        var subtree = await areas.SubtreeOf(request.AreaId);
        var start = new PageQuery(request.After, Limit: null).AfterOr(0);
        var found = await db.Read(session => Gather(session, subtree, start));
        var next = found.Count > Most ? NextOf(request, found[Most - 1].Id) : null;
        var system = request.Crs ?? MapSystem.Wgs84;
        List<StationFeature> features = [];
        foreach (var station in found.Take(Most))
            features.Add(Feature(station, system, await areas.NameOf(station.Place.CommunityId)));
        var file = new StationFeatures("FeatureCollection", system == MapSystem.Wgs84 ? "WGS-84" : "GCJ-02", next, features);
        return TypedResults.Json(file, json.Value.SerializerOptions, MediaType);
    }

    /// <summary>One more than a file holds, which tells whether there are more.</summary>
    private async Task<IReadOnlyList<Station>> Gather(DbSession session, Subtree? subtree, long after)
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

    private static string NextOf(GetStationsGeoJsonRequest request, long last) =>
        $"/open/v1/stations.geojson?{Word("areaId", request.AreaId)}{Word("crs", request.Crs?.Word())}after={PageQuery.CursorAt(last)}";

    private static string Word(string name, string? value) => string.IsNullOrEmpty(value) ? "" : $"{name}={Uri.EscapeDataString(value)}&";

    private static StationFeature Feature(Station station, MapSystem system, string communityName) => new(
        "Feature",
        new EntityId(station.Id),
        new PointGeometry("Point", Coordinates(station.Location, system)),
        new StationProperties(
            station.Name, station.Address, new EntityId(station.Place.CommunityId), communityName, station.Facilities,
            OpeningHoursInWords.Of(station.Hours), station.Hours.Exceptions, station.Seats, station.Live.State));

    private static double[] Coordinates(GeoPoint place, MapSystem system)
    {
        var (latitude, longitude) = system == MapSystem.Wgs84 ? CoordinateSystems.ToWgs84(place) : (place.Latitude, place.Longitude);
        return [longitude, latitude];
    }
}
