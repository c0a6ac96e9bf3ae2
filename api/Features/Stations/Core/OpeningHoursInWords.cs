namespace LinYuan.Api.Features.Stations.Core;

/// <summary>Opening hours as people read them on a door.</summary>
public static class OpeningHoursInWords
{
    private const string Weekdays = "一二三四五六日";

    /// <summary>One line for each set of days: "周一至周五 08:00–12:00、14:00–次日02:00".</summary>
    public static IReadOnlyList<string> Of(OpeningHours hours) =>
    [
        .. hours.Periods
            .GroupBy(period => string.Concat(period.Days.Order()))
            .Select(group => $"{Days([.. group.First().Days.Order()])} {string.Join('、', group.OrderBy(period => period.Start).Select(Times))}"),
    ];

    /// <summary>One line for each date from <paramref name="today"/> on that departs from the week: "10月1日 不开放（国庆节）".</summary>
    public static IReadOnlyList<string> Exceptions(OpeningHours hours, DateOnly today, int most) =>
    [
        .. hours.Exceptions.Where(exception => exception.Date >= today).OrderBy(exception => exception.Date).Take(most).Select(exception =>
            $"{exception.Date:M月d日} {(exception.HoursOn(1) is { } period ? Times(period) : "不开放")}{(exception.Note is { } note ? $"（{note}）" : "")}"),
    ];

    private static string Times(OpeningPeriod period) =>
        period is { From: "00:00", To: "24:00" } ? "全天"
        : period.CrossesMidnight ? $"{period.From}–次日{period.To}"
        : $"{period.From}–{period.To}";

    private static string Days(int[] days) =>
        days.Length == 7 ? "每天"
        : days.Length > 2 && days[^1] - days[0] == days.Length - 1 ? $"{Name(days[0])}至{Name(days[^1])}"
        : string.Join('、', days.Select(Name));

    private static string Name(int day) => $"周{Weekdays[day - 1]}";
}
