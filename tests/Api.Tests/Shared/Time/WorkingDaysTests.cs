using System.Globalization;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Tests.Shared.Time;

/// <summary>Around New Year's Day and National Day 2026, with the days off and the worked weekends of that year. All moments are China's.</summary>
public sealed class WorkingDaysTests
{
    private static readonly WorkingDays Calendar = new(
        [
            new(2026, 1, 1), new(2026, 1, 2), new(2026, 1, 3), new(2026, 10, 1), new(2026, 10, 2), new(2026, 10, 3), new(2026, 10, 4),
            new(2026, 10, 5), new(2026, 10, 6), new(2026, 10, 7),
        ],
        [new(2026, 1, 4), new(2026, 9, 20), new(2026, 10, 10)]);

    [Theory]
    [InlineData("2025-12-31", true, "a Wednesday")]
    [InlineData("2026-01-01", false, "a day off")]
    [InlineData("2026-01-02", false, "a day off")]
    [InlineData("2026-01-03", false, "a day off on a Saturday")]
    [InlineData("2026-01-04", true, "a Sunday that is worked")]
    [InlineData("2026-01-10", false, "a Saturday")]
    [InlineData("2026-01-11", false, "a Sunday")]
    [InlineData("2026-09-20", true, "a Sunday that is worked")]
    [InlineData("2026-09-30", true, "a Wednesday")]
    [InlineData("2026-10-01", false, "a day off")]
    [InlineData("2026-10-07", false, "a day off")]
    [InlineData("2026-10-08", true, "a Thursday")]
    [InlineData("2026-10-10", true, "a Saturday that is worked")]
    [InlineData("2026-10-11", false, "a Sunday")]
    public void A_day_is_worked_or_off_as_the_calendar_says(string day, bool isWorked, string because) =>
        Calendar.IsWorkingDay(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)).ShouldBe(isWorked, because);

    [Theory]
    [InlineData("2026-01-05 10:00", 3, "2026-01-08 10:00", "within one week")]
    [InlineData("2026-01-08 10:00", 3, "2026-01-13 10:00", "over a weekend")]
    [InlineData("2026-01-09 23:59", 1, "2026-01-12 23:59", "from the last minute of a Friday")]
    [InlineData("2026-01-10 10:00", 3, "2026-01-15 00:00", "from a Saturday: Monday to Wednesday pass")]
    [InlineData("2026-01-10 10:00", 0, "2026-01-12 00:00", "what begins on a day off begins with the next working day")]
    [InlineData("2025-12-30 09:30", 3, "2026-01-05 09:30", "31 December, 4 January and 5 January")]
    [InlineData("2025-12-31 18:00", 1, "2026-01-04 18:00", "to the worked Sunday")]
    [InlineData("2026-01-01 08:00", 3, "2026-01-07 00:00", "4, 5 and 6 January pass")]
    [InlineData("2026-09-18 09:00", 1, "2026-09-20 09:00", "to the worked Sunday before the holidays")]
    [InlineData("2026-09-30 15:00", 3, "2026-10-10 15:00", "over the holidays to the worked Saturday")]
    [InlineData("2026-10-04 12:00", 3, "2026-10-12 00:00", "8, 9 and 10 October pass, and nobody works before the 12th")]
    public void Working_days_are_counted_over_weekends_and_holidays(string start, int days, string end, string because)
    {
        var due = Calendar.Add(Moment(start), days);

        ChinaTime.Local(due).DateTime.ShouldBe(Moment(end).DateTime, because);
        due.Offset.ShouldBe(TimeSpan.Zero);
    }

    private static DateTimeOffset Moment(string text) =>
        new(DateTime.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), TimeSpan.FromHours(8));
}
