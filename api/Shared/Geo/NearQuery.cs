using System.Globalization;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Shared.Geo;

/// <summary>How a list is asked for what lies near a place.</summary>
/// <param name="Near">Latitude and longitude in degrees, with a comma between them: what lies nearest to there comes first.</param>
/// <param name="CoordinateSystem">The system of the degrees in <c>near</c>; GCJ-02 when it is left out.</param>
/// <param name="RadiusMeters">How far from <c>near</c> it may lie.</param>
public sealed record NearQuery(string? Near, CoordinateSystem? CoordinateSystem, string? RadiusMeters)
{
    public GeoPoint? ReadPlace()
    {
        if (string.IsNullOrEmpty(Near))
            return CoordinateSystem is null ? null : throw Refusal.Invalid("coordinateSystem", "须与 near 一起使用");
        const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return Near.Split(',') is [var latitude, var longitude]
            && double.TryParse(latitude, Number, CultureInfo.InvariantCulture, out var north) && Math.Abs(north) <= 85
            && double.TryParse(longitude, Number, CultureInfo.InvariantCulture, out var east) && Math.Abs(east) <= 180
            ? CoordinateSystem.ToGcj02(north, east)
            : throw Refusal.Invalid("near", "须为“纬度,经度”，例如 43.305,124.335，纬度在前");
    }

    public int ReadRadius(int usual, int most)
    {
        if (string.IsNullOrEmpty(RadiusMeters))
            return usual;
        if (string.IsNullOrEmpty(Near))
            throw Refusal.Invalid("radiusMeters", "须与 near 一起使用");
        return int.TryParse(RadiusMeters, NumberStyles.None, CultureInfo.InvariantCulture, out var meters) && meters >= 1 && meters <= most
            ? meters
            : throw Refusal.Invalid("radiusMeters", $"须为 1 至 {most} 的整数");
    }

    /// <summary>For lists that take the words one by one.</summary>
    public static GeoPoint? ReadPlace(string? near, string? coordinateSystem) =>
        new NearQuery(near, JsonConventions.ParseWord<CoordinateSystem>(coordinateSystem, "coordinateSystem"), RadiusMeters: null).ReadPlace();

    /// <summary>For lists that take the words one by one.</summary>
    public static int ReadRadius(string? radius, GeoPoint? near, int usual, int most) =>
        new NearQuery(near is null ? null : "known", CoordinateSystem: null, radius).ReadRadius(usual, most);
}
