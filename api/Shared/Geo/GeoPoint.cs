using System.Globalization;

namespace LinYuan.Api.Shared.Geo;

/// <summary>A place in degrees, in GCJ-02: the coordinates that WeChat's own maps give and take.</summary>
public sealed record GeoPoint(double Latitude, double Longitude)
{
    /// <summary>The earth's mean radius in metres; the same figure stands in the SQL that sorts by distance.</summary>
    public const double EarthRadius = 6_371_009;

    /// <summary>How far a place is from <see cref="Coarse"/> at most, in metres.</summary>
    internal const int CoarseMeters = 80;

    /// <summary>To say where a latitude is none.</summary>
    internal const string Swapped = "请看看纬度和经度是不是填反了";

    /// <summary>At 0, 0 in the sea lies what nobody has filled in.</summary>
    internal bool IsNowhere => Math.Abs(Latitude) < 0.01 && Math.Abs(Longitude) < 0.01;

    /// <summary>The box around China, its islands and the seas between.</summary>
    internal bool IsInChina => this is { Latitude: >= 3.5 and <= 54, Longitude: >= 73 and <= 136 };

    /// <summary>The corner of a grid of three decimals that is nearest: some hundred metres in China, a few doors of a street.</summary>
    internal GeoPoint Coarse => new(Math.Round(Latitude, 3), Math.Round(Longitude, 3));

    /// <summary>How it is written where it is encrypted.</summary>
    internal string ToText() => string.Create(CultureInfo.InvariantCulture, $"{Latitude:0.######},{Longitude:0.######}");

    internal static GeoPoint OfText(string text)
    {
        var degrees = text.Split(',').Select(part => double.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        return new GeoPoint(degrees[0], degrees[1]);
    }

    /// <summary>The great-circle distance in metres.</summary>
    public double MetersTo(GeoPoint other)
    {
        var half = Square(Math.Sin(Radians(other.Latitude - Latitude) / 2))
            + Math.Cos(Radians(Latitude)) * Math.Cos(Radians(other.Latitude)) * Square(Math.Sin(Radians(other.Longitude - Longitude) / 2));
        return 2 * EarthRadius * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }

    /// <summary>The box that holds everything within so many metres. Not meant for the poles or the date line.</summary>
    public GeoBox Around(double meters)
    {
        var latitudes = meters / EarthRadius * 180 / Math.PI;
        var longitudes = latitudes / Math.Max(0.01, Math.Cos(Radians(Latitude)));
        return new GeoBox(
            Sixth(Latitude - latitudes, down: true), Sixth(Latitude + latitudes, down: false),
            Sixth(Longitude - longitudes, down: true), Sixth(Longitude + longitudes, down: false));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Square(double value) => value * value;

    /// <summary>Six decimals, as the columns have, so that the comparison stays on the index.</summary>
    private static decimal Sixth(double degrees, bool down) =>
        Math.Round((decimal)degrees, 6, down ? MidpointRounding.ToNegativeInfinity : MidpointRounding.ToPositiveInfinity);
}

public sealed record GeoBox(decimal South, decimal North, decimal West, decimal East);
