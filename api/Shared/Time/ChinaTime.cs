namespace LinYuan.Api.Shared.Time;

/// <summary>The wall clock that residents and staff read.</summary>
/// <remarks>
/// China has one zone and no daylight saving, so a fixed offset is right on every machine, also on one
/// whose image carries no zone data, as images built for the invariant culture seldom do.
/// </remarks>
public static class ChinaTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    /// <summary>The same instant, told with the offset +08:00.</summary>
    public static DateTimeOffset Local(DateTimeOffset instant) => instant.ToOffset(Offset);

    /// <summary>The calendar day in China at that instant.</summary>
    public static DateOnly LocalDay(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>When the next day begins.</summary>
    public static DateTimeOffset NextDay(DateTimeOffset instant) =>
        new DateTimeOffset(LocalDay(instant).AddDays(1), TimeOnly.MinValue, Offset).ToUniversalTime();
}
