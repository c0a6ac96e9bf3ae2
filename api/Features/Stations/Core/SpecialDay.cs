using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations.Core;

/// <summary>
/// A date on which the week does not hold: other hours, such as "08:00-12:00", or closed all day; exactly one of the two. As with the
/// week, hours whose end lies before their begin run into the next day, and the night before an exception ends as its own day says.
/// </summary>
/// <param name="Closed">True, or left out.</param>
/// <param name="Note">Why, in a few words: 国庆节.</param>
public sealed record SpecialDay(
    [property: Needed] DateOnly Date, string? Open = null, bool? Closed = null,
    [property: Text(1, 20, Optional = true)] string? Note = null)
{
    [JsonIgnore]
    internal bool IsWhole => Closed == true ? Open is null : ReadHours() is not null;

    /// <summary>The hours as a period of that one day of the week; none when it is closed.</summary>
    internal OpeningPeriod? HoursOn(int weekday) => ReadHours() is { } hours ? new OpeningPeriod([weekday], hours.From, hours.To) : null;

    private (string From, string To)? ReadHours() =>
        Open?.Split('-') is [var from, var to] && from != to && from != "24:00"
        && ClockTime.Minutes(from) is not null && ClockTime.Minutes(to) is not null ? (from, to) : null;
}

internal static class SpecialDays
{
    // Chinese as it is: escaped it would take six times the room in the column.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The width of the column.</summary>
    public const int Longest = 6_000;

    /// <summary>Null for none, as most stations have.</summary>
    public static string? ToJson(IReadOnlyList<SpecialDay> exceptions) =>
        exceptions.Count == 0 ? null : JsonSerializer.Serialize(exceptions.OrderBy(exception => exception.Date), Json);

    public static IReadOnlyList<SpecialDay> FromJson(string? json) =>
        json is null ? [] : JsonSerializer.Deserialize<SpecialDay[]>(json, Json) ?? [];
}

/// <summary>Exceptions as data: each date once, real hours or closed, and few enough to be stored with the station.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class DatesApartAttribute : ValidationAttribute
{
    private const int Most = 30;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is not IReadOnlyList<SpecialDay> exceptions)
            return ValidationResult.Success;
        var fault = exceptions.Count > Most ? $"最多 {Most} 天"
            : exceptions.Any(exception => exception is not { IsWhole: true }) ? "open 须为 08:00-12:00 这样的时间，全天不开放请写 closed: true，二者填一项"
            : exceptions.DistinctBy(exception => exception.Date).Count() != exceptions.Count ? "同一天只能写一次"
            : SpecialDays.ToJson(exceptions)?.Length > SpecialDays.Longest ? "备注太长，请缩短"
            : null;
        return fault is null ? ValidationResult.Success : new ValidationResult(fault, [validationContext.MemberName!]);
    }
}
