using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace LinYuan.Api.Features.Points.Core;

/// <summary>Section "Points".</summary>
public sealed record PointOptions
{
    /// <summary>The most that a person is credited on one day in China, from all cases together.</summary>
    [Range(0, 100_000)]
    public int DailyCap { get; set; } = 100;

    /// <summary>Month and day in China with whose end points expire, in the year after the one in which they were earned.</summary>
    [RegularExpression("^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8]|3[01])$")]
    public string ExpiresAt { get; set; } = "12-31";

    /// <summary>How long before that a person is told.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "180.00:00:00")]
    public TimeSpan WarnBefore { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The last day on which points of that year may be spent.</summary>
    public DateOnly LastDayOf(int year) =>
        DateOnly.ParseExact($"{year + 1:0000}-{ExpiresAt}", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The last year whose points are expired on that day.</summary>
    public int ExpiredOn(DateOnly day) => day > LastDayOf(day.Year - 1) ? day.Year - 1 : day.Year - 2;

    internal bool IsDate => DateOnly.TryParseExact("2001-" + ExpiresAt, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
