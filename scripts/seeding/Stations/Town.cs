namespace LinYuan.Seeding.Stations;

/// <summary>Where the demo district's communities would lie, were it built over the middle of a real county town on a plain.</summary>
internal static class Town
{
    /// <summary>The centre of Yucheng in Shandong: flat land without a lake, so that a point anywhere around is on the ground.</summary>
    private const double Latitude = 36.9342;
    private const double Longitude = 116.6384;

    private const double MetersPerDegree = 111_195;

    /// <summary>How far the middle of a community is from the town's centre, ring by ring, and how far its stations lie around it.</summary>
    private const double InnerRing = 1_300;
    private const double OuterRing = 3_400;
    private const double Reach = 1_100;

    /// <summary>A point in the community with this number (1 to 15), in degrees with six decimals: about 10 cm.</summary>
    public static (decimal Latitude, decimal Longitude) Place(int community, Dice dice)
    {
        var (inner, turn) = ((community - 1) % 5 < 2, (community - 1) / 5 * 120);
        var (ring, angle) = inner
            ? (InnerRing, turn + 30 + (community - 1) % 5 * 60)
            : (OuterRing, turn + 20 + ((community - 1) % 5 - 2) * 40);
        var (around, away) = (dice.Share() * 2 * Math.PI, Reach * Math.Sqrt(dice.Share()));
        var north = ring * Math.Cos(angle * Math.PI / 180) + away * Math.Cos(around);
        var east = ring * Math.Sin(angle * Math.PI / 180) + away * Math.Sin(around);
        return (
            Math.Round((decimal)(Latitude + north / MetersPerDegree), 6),
            Math.Round((decimal)(Longitude + east / (MetersPerDegree * Math.Cos(Latitude * Math.PI / 180))), 6));
    }
}
