namespace LinYuan.Api.Shared.Geo;

/// <summary>
/// In which system degrees are meant: what WeChat and the maps published in China give, what satellite receivers and the rest of the
/// world give, or what Baidu gives. The same numbers mean places hundreds of metres apart.
/// </summary>
public enum CoordinateSystem
{
    Gcj02,
    Wgs84,
    Bd09,
}

/// <summary>
/// Converts between the systems by the formulas that are published for them; everything inside is kept in GCJ-02. Outside China GCJ-02
/// is the same as WGS-84.
/// </summary>
public static class CoordinateSystems
{
    /// <summary>The ellipsoid of Krasovsky, on which GCJ-02 is defined.</summary>
    private const double SemiMajorAxis = 6_378_245.0;
    private const double EccentricitySquared = 0.00669342162296594323;
    private const double BaiduTurn = Math.PI * 3000 / 180;

    /// <summary>Each round leaves less than a thousandth of the error, which starts at some hundred metres.</summary>
    private const int Rounds = 5;

    /// <summary>A place in GCJ-02 from degrees in that system; GCJ-02 when none is named.</summary>
    public static GeoPoint ToGcj02(this CoordinateSystem? system, double latitude, double longitude)
    {
        var point = new GeoPoint(latitude, longitude);
        return system switch
        {
            CoordinateSystem.Wgs84 => Shifted(point),
            CoordinateSystem.Bd09 => FromBaidu(point),
            _ => point,
        };
    }

    /// <summary>The same, for what a phone gives; null where it gives no place: nothing, what is on no globe, or 0, 0.</summary>
    public static GeoPoint? ReadPhone(this CoordinateSystem? system, double? latitude, double? longitude) =>
        latitude is { } north and >= -90 and <= 90 && longitude is { } east and >= -180 and <= 180 && !new GeoPoint(north, east).IsNowhere
            ? system.ToGcj02(north, east)
            : null;

    /// <summary>Latitude and longitude in WGS-84 of a place that is kept in GCJ-02, to six decimals.</summary>
    public static (double Latitude, double Longitude) ToWgs84(GeoPoint place)
    {
        var (latitude, longitude) = (place.Latitude, place.Longitude);
        for (var round = 0; round < Rounds; round++)
        {
            var shifted = Shifted(new GeoPoint(latitude, longitude));
            (latitude, longitude) = (latitude - (shifted.Latitude - place.Latitude), longitude - (shifted.Longitude - place.Longitude));
        }
        return (Math.Round(latitude, 6), Math.Round(longitude, 6));
    }

    private static GeoPoint Shifted(GeoPoint point)
    {
        if (!IsShiftedAt(point))
            return point;
        var (east, north) = (point.Longitude - 105, point.Latitude - 35);
        var radians = point.Latitude * Math.PI / 180;
        var flatness = 1 - EccentricitySquared * Math.Pow(Math.Sin(radians), 2);
        var meridian = SemiMajorAxis * (1 - EccentricitySquared) / (flatness * Math.Sqrt(flatness));
        var parallel = SemiMajorAxis / Math.Sqrt(flatness) * Math.Cos(radians);
        return new GeoPoint(
            point.Latitude + North(east, north) * 180 / (meridian * Math.PI), point.Longitude + East(east, north) * 180 / (parallel * Math.PI));
    }

    /// <summary>Metres to the north, as a series in the degrees from a point in the middle of the country.</summary>
    private static double North(double x, double y) =>
        -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x))
        + (20 * Wave(6 * x) + 20 * Wave(2 * x) + 20 * Wave(y) + 40 * Wave(y / 3) + 160 * Wave(y / 12) + 320 * Wave(y / 30)) * 2 / 3;

    /// <summary>Metres to the east.</summary>
    private static double East(double x, double y) =>
        300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x))
        + (20 * Wave(6 * x) + 20 * Wave(2 * x) + 20 * Wave(x) + 40 * Wave(x / 3) + 150 * Wave(x / 12) + 300 * Wave(x / 30)) * 2 / 3;

    private static double Wave(double turns) => Math.Sin(turns * Math.PI);

    /// <summary>The box that the published formula names.</summary>
    private static bool IsShiftedAt(GeoPoint point) =>
        point is { Latitude: >= 0.8293 and <= 55.8271, Longitude: >= 72.004 and <= 137.8347 };

    private static GeoPoint FromBaidu(GeoPoint point)
    {
        var (x, y) = (point.Longitude - 0.0065, point.Latitude - 0.006);
        var radius = Math.Sqrt(x * x + y * y) - 0.00002 * Math.Sin(y * BaiduTurn);
        var angle = Math.Atan2(y, x) - 0.000003 * Math.Cos(x * BaiduTurn);
        return new GeoPoint(radius * Math.Sin(angle), radius * Math.Cos(angle));
    }
}
