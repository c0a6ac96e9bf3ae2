using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;

namespace LinYuan.Api.Features.Stations.Core;

/// <summary>
/// Open on these days of the week (1 is Monday, 7 is Sunday) from one time to another, such as "08:00" and "22:00". A <c>to</c> before
/// <c>from</c> lies on the next day; all day is "00:00" to "24:00".
/// </summary>
public sealed record OpeningPeriod(IReadOnlyList<int> Days, string From, string To)
{
    internal const int Day = 24 * 60;

    internal int Start => ClockTime.Minutes(From)!.Value;

    /// <summary>Minutes from the start of the day on which the period begins; above 1,440 when it ends on the next.</summary>
    internal int End => ClockTime.Minutes(To)!.Value is var end && end > Start ? end : end + Day;

    internal bool CrossesMidnight => End > Day;
}

/// <summary>A station's week, and the dates on which it does not hold. Without periods the hours are not known, which is not the same as closed.</summary>
public sealed record OpeningHours(IReadOnlyList<OpeningPeriod> Periods)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public IReadOnlyList<SpecialDay> Exceptions { get; init; } = [];

    /// <summary>Whether there is a week.</summary>
    public bool IsKnown => Periods.Count > 0;

    /// <summary>The same as <see cref="IsOpen"/>, but null where nothing is said: without a week only the dates that are written down count.</summary>
    public bool? OpenAt(DateTimeOffset localTime) =>
        IsOpen(localTime) ? true
        : IsKnown || Exceptions.Any(exception => exception.Date == DateOnly.FromDateTime(localTime.DateTime)) ? false
        : null;

    /// <summary>Whether it is open at a time on the clock in China: by the hours of that day, or by those of the night before.</summary>
    public bool IsOpen(DateTimeOffset localTime)
    {
        var today = DateOnly.FromDateTime(localTime.DateTime);
        var minute = localTime.Hour * 60 + localTime.Minute;
        return On(today).Any(period => minute >= period.Start && minute < period.End)
            || On(today.AddDays(-1)).Any(period => minute + OpeningPeriod.Day < period.End);
    }

    /// <summary>The periods that begin on a date.</summary>
    private IEnumerable<OpeningPeriod> On(DateOnly date)
    {
        var weekday = date.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)date.DayOfWeek;
        if (Exceptions.FirstOrDefault(exception => exception.Date == date) is { } exception)
            return exception.HoursOn(weekday) is { } hours ? [hours] : [];
        return Periods.Where(period => period.Days.Contains(weekday));
    }

    public string ToJson() => JsonSerializer.Serialize(Periods, Json);

    public static OpeningHours FromJson(string json) => new(JsonSerializer.Deserialize<OpeningPeriod[]>(json, Json) ?? []);
}

/// <summary>Opening hours as data: known days, real times, and few enough to be stored and read.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class TimetableAttribute : ValidationAttribute
{
    private const int Most = 21;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is not IReadOnlyList<OpeningPeriod> periods)
            return ValidationResult.Success;
        var fault = periods.Count > Most ? $"最多 {Most} 段" : periods.Select(Fault).FirstOrDefault(found => found is not null);
        return fault is null ? ValidationResult.Success : new ValidationResult(fault, [validationContext.MemberName!]);
    }

    private static string? Fault(OpeningPeriod? period)
    {
        if (period?.Days is not { Count: >= 1 and <= 7 } days || days.Any(day => day is < 1 or > 7) || days.Distinct().Count() != days.Count)
            return "days 须为 1（周一）至 7（周日），不重复";
        if (ClockTime.Minutes(period.From) is not { } from || from == 24 * 60 || ClockTime.Minutes(period.To) is not { } to)
            return "from 和 to 须为 08:00 这样的时间，to 最晚 24:00";
        return from == to ? "from 和 to 不能相同；全天开放请写 00:00 至 24:00" : null;
    }
}

internal static class ClockTime
{
    /// <summary>Minutes since midnight for "08:00", 1,440 for "24:00"; null for anything else.</summary>
    public static int? Minutes(string? text) =>
        text == "24:00" ? 24 * 60
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Hour * 60 + time.Minute
        : null;
}
