using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>Section "QuietHours": when no message disturbs anybody, by the clock in China. The same time twice means never.</summary>
public sealed record QuietHoursOptions
{
    public TimeOnly From { get; set; } = new(22, 0);

    public TimeOnly Until { get; set; } = new(8, 0);
}

/// <summary>Says when a message may go out that can wait until the morning. No I/O.</summary>
public sealed class QuietHours(IOptions<QuietHoursOptions> options)
{
    /// <summary>The moment itself, or the end of the quiet hours in which it lies.</summary>
    public DateTimeOffset Following(DateTimeOffset moment)
    {
        var (from, until) = (options.Value.From, options.Value.Until);
        var local = ChinaTime.Local(moment);
        // IsBetween reads over midnight, includes the first moment and excludes the last.
        if (from == until || !TimeOnly.FromTimeSpan(local.TimeOfDay).IsBetween(from, until))
            return moment;
        var end = new DateTimeOffset(local.Date + until.ToTimeSpan(), local.Offset);
        return (end > local ? end : end.AddDays(1)).ToUniversalTime();
    }
}
