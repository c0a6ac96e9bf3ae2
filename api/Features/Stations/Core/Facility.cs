namespace LinYuan.Api.Features.Stations.Core;

/// <summary>What a station offers. The value is the bit in the facilities column: append, never reorder or remove.</summary>
public enum Facility
{
    /// <summary>歇脚: a seat.</summary>
    Rest = 0,

    /// <summary>饮水.</summary>
    Water = 1,

    /// <summary>热饭: something to heat a meal with.</summary>
    Heating = 2,

    /// <summary>手机充电.</summary>
    Charging = 3,

    /// <summary>卫生间.</summary>
    Toilet = 4,

    /// <summary>急救包.</summary>
    FirstAid = 5,

    /// <summary>无线网络.</summary>
    Wifi = 6,

    /// <summary>空调.</summary>
    AirConditioning = 7,

    /// <summary>电动车充电: for the vehicle, not the phone.</summary>
    VehicleCharging = 8,

    /// <summary>修车工具: a pump and tools.</summary>
    Tools = 9,
}

public static class Facilities
{
    public static int ToBits(IEnumerable<Facility> facilities) => facilities.Aggregate(0, (bits, facility) => bits | 1 << (int)facility);

    public static IReadOnlyList<Facility> FromBits(int bits) =>
        [.. Enum.GetValues<Facility>().Where(facility => (bits & 1 << (int)facility) != 0)];

    public static string InChinese(Facility facility) => facility switch
    {
        Facility.Rest => "歇脚",
        Facility.Water => "饮水",
        Facility.Heating => "热饭",
        Facility.Charging => "手机充电",
        Facility.Toilet => "卫生间",
        Facility.FirstAid => "急救包",
        Facility.Wifi => "无线网络",
        Facility.AirConditioning => "空调",
        Facility.VehicleCharging => "电动车充电",
        Facility.Tools => "修车工具",
        _ => throw new ArgumentOutOfRangeException(nameof(facility)),
    };

    /// <summary>A line drawing in a square of 24, to be stroked and not filled: as path data of SVG.</summary>
    public static string Drawing(Facility facility) => facility switch
    {
        Facility.Rest => "M5 11V7a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3v4M3 12a2 2 0 0 1 4 0v3h10v-3a2 2 0 0 1 4 0v6H3zM6 18v2M18 18v2",
        Facility.Water => "M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11zM9 14a3 3 0 0 0 3 3",
        Facility.Heating => "M3 12h18a9 9 0 0 1-6 8H9a9 9 0 0 1-6-8zM8 9c-1-1.6 1-2.6 0-4.4M12 9c-1-1.6 1-2.6 0-4.4M16 9c-1-1.6 1-2.6 0-4.4",
        Facility.Charging => "M8 2h8a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zM13 7l-3 5h4l-3 5",
        Facility.Toilet => "M8 4.5a1.5 1.5 0 1 1-3 0a1.5 1.5 0 0 1 3 0zM4.5 8h4v6H8v6H5v-6h-.5zM12 3v18M19 4.5a1.5 1.5 0 1 1-3 0a1.5 1.5 0 0 1 3 0zM17.5 8l-2.5 7h1.5v5h2v-5H20z",
        Facility.FirstAid => "M4 8h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM9 8V5h6v3M12 11v6M9 14h6",
        Facility.Wifi => "M3 9a13 13 0 0 1 18 0M6 12.5a8.5 8.5 0 0 1 12 0M9 16a4.2 4.2 0 0 1 6 0M12 19.5v.01",
        Facility.AirConditioning => "M3 5h18v7H3zM6 9h9M7 15c0 2-2 2-2 4M12 15v4M17 15c0 2 2 2 2 4",
        Facility.VehicleCharging => "M8 2v5M16 2v5M5 7h14v4a7 7 0 0 1-14 0zM12 18v4",
        Facility.Tools => "M15 3a5 5 0 0 0-4.5 7L3 17.5 6.5 21 14 13.5A5 5 0 0 0 21 9l-.5-2-3 3-3.5-3.5 3-3z",
        _ => throw new ArgumentOutOfRangeException(nameof(facility)),
    };
}
