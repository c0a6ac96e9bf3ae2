using System.Globalization;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Shared.Geo;

/// <summary>How a list is asked for what lies near a place: <c>near=latitude,longitude</c> in degrees of a <c>coordinateSystem</c>, and <c>radiusMeters</c>.</summary>
public static class NearQuery
{
    public static GeoPoint? ReadPlace(string? near, string? coordinateSystem)
    {
        var system = JsonConventions.ParseWord<CoordinateSystem>(coordinateSystem, "coordinateSystem");
        if (string.IsNullOrEmpty(near))
            return system is null ? null : throw Refusal.Invalid("coordinateSystem", "须与 near 一起使用");
        const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return near.Split(',') is [var latitude, var longitude]
            && double.TryParse(latitude, Number, CultureInfo.InvariantCulture, out var north) && Math.Abs(north) <= 85
            && double.TryParse(longitude, Number, CultureInfo.InvariantCulture, out var east) && Math.Abs(east) <= 180
            ? system.ToGcj02(north, east)
            : throw Refusal.Invalid("near", "须为“纬度,经度”，例如 43.305,124.335，纬度在前");
    }

    public static int ReadRadius(string? radius, GeoPoint? near, int usual, int most)
    {
        if (string.IsNullOrEmpty(radius))
            return usual;
        if (near is null)
            throw Refusal.Invalid("radiusMeters", "须与 near 一起使用");
        return int.TryParse(radius, NumberStyles.None, CultureInfo.InvariantCulture, out var meters) && meters >= 1 && meters <= most
            ? meters
            : throw Refusal.Invalid("radiusMeters", $"须为 1 至 {most} 的整数");
    }
}
