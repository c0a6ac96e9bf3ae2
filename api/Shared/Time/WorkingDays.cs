using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Time;

/// <summary>
/// Section "Calendar": the days on which the yearly arrangement of public holidays departs from the week, written as 2026-10-01.
/// </summary>
public sealed record CalendarOptions
{
    /// <summary>Days off between Monday and Friday; weekends among them do no harm.</summary>
    public IReadOnlyList<DateOnly> Holidays { get; set; } = [];

    /// <summary>Saturdays and Sundays that are worked instead (调休).</summary>
    public IReadOnlyList<DateOnly> Workdays { get; set; } = [];
}

/// <summary>Counts in working days as people in China live them: Monday to Friday, but for the days that the calendar names. No I/O.</summary>
public sealed class WorkingDays(IEnumerable<DateOnly> holidays, IEnumerable<DateOnly> workdays)
{
    private readonly HashSet<DateOnly> off = [.. holidays];
    private readonly HashSet<DateOnly> on = [.. workdays];

    public bool IsWorkingDay(DateOnly day) =>
        on.Contains(day) || (!off.Contains(day) && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday));

    /// <summary>
    /// The moment at which that many working days have passed: the same time of day, so many working days on. Time stands still on
    /// other days, so what begins on one of them counts from the first minute of the next working day.
    /// </summary>
    public DateTimeOffset Add(DateTimeOffset start, int days)
    {
        var local = ChinaTime.Local(start);
        var day = DateOnly.FromDateTime(local.DateTime);
        var timeOfDay = IsWorkingDay(day) ? local.TimeOfDay : TimeSpan.Zero;
        day = FirstFrom(day);
        for (var passed = 0; passed < days; passed++)
            day = FirstFrom(day.AddDays(1));
        return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue) + timeOfDay, local.Offset).ToUniversalTime();
    }

    private DateOnly FirstFrom(DateOnly day)
    {
        while (!IsWorkingDay(day))
            day = day.AddDays(1);
        return day;
    }
}

public static class WorkingDaysRegistration
{
    /// <summary>May be called by every area that counts in working days.</summary>
    public static void AddWorkingDays(this IServiceCollection services)
    {
        services.AddOptions<CalendarOptions>().BindConfiguration("Calendar")
            .Validate(options => !options.Holidays.Intersect(options.Workdays).Any(), "Calendar: a day cannot be in Holidays and in Workdays").ValidateOnStart();
        services.TryAddSingleton(provider =>
        {
            var calendar = provider.GetRequiredService<IOptions<CalendarOptions>>().Value;
            return new WorkingDays(calendar.Holidays, calendar.Workdays);
        });
    }
}
