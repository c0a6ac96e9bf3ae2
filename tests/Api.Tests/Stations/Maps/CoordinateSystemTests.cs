using LinYuan.Api.Shared.Geo;

namespace LinYuan.Tests.Stations.Maps;

/// <summary>Pairs of one place in two systems, as they are published beside the formulas.</summary>
public sealed class CoordinateSystemTests
{
    /// <summary>Latitude and longitude in WGS-84, then in GCJ-02: in Shanghai, Shenzhen, and Beijing twice.</summary>
    public static readonly TheoryData<double, double, double, double> Shifted = new()
    {
        { 31.1774276, 121.5272106, 31.17530398364597, 121.531541859215 },
        { 22.543847, 113.912316, 22.540796131694766, 113.9171764808363 },
        { 39.911954, 116.377817, 39.91334545536069, 116.38404722455657 },
        { 39.915, 116.404, 39.91640428150164, 116.41024449916938 },
    };

    [Theory]
    [MemberData(nameof(Shifted))]
    public void A_place_in_WGS_84_becomes_the_same_place_in_GCJ_02_and_back(double latitude, double longitude, double gcjLatitude, double gcjLongitude)
    {
        var place = In(CoordinateSystem.Wgs84, latitude, longitude);

        (place.Latitude, place.Longitude).ShouldBe((gcjLatitude, gcjLongitude), (0.000001, 0.000001));
        CoordinateSystems.ToWgs84(place).ShouldBe((latitude, longitude), (0.000001, 0.000001));
    }

    [Fact]
    public void A_place_of_Baidus_maps_becomes_the_same_place_in_GCJ_02()
    {
        var place = In(CoordinateSystem.Bd09, 39.915, 116.404);

        (place.Latitude, place.Longitude).ShouldBe((39.90865673957631, 116.39762729119315), (0.000001, 0.000001));
    }

    [Fact]
    public void Outside_China_and_in_GCJ_02_itself_nothing_is_moved()
    {
        In(CoordinateSystem.Wgs84, 48.85, 2.35).ShouldBe(new GeoPoint(48.85, 2.35));
        CoordinateSystems.ToWgs84(new GeoPoint(-33.9, 151.2)).ShouldBe((-33.9, 151.2));
        In(CoordinateSystem.Gcj02, 39.915, 116.404).ShouldBe(new GeoPoint(39.915, 116.404));
        In(null, 39.915, 116.404).ShouldBe(new GeoPoint(39.915, 116.404));
    }

    [Fact]
    public void What_a_phone_gives_without_knowing_its_place_is_none()
    {
        foreach (var (latitude, longitude) in new (double?, double?)[] { (null, null), (39.9, null), (null, 116.4), (0, 0), (-180, -180), (39.9, 180.5), (91, 116.4) })
            CoordinateSystems.ReadPhone(CoordinateSystem.Wgs84, latitude, longitude).ShouldBeNull();
    }

    private static GeoPoint In(CoordinateSystem? system, double latitude, double longitude) => system.ToGcj02(latitude, longitude);
}

internal static class Closeness
{
    public static void ShouldBe(this (double Latitude, double Longitude) found, (double Latitude, double Longitude) expected, (double Latitude, double Longitude) within)
    {
        found.Latitude.ShouldBe(expected.Latitude, within.Latitude);
        found.Longitude.ShouldBe(expected.Longitude, within.Longitude);
    }
}
