using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues.Reporting;

/// <summary>Counts in the hours in which the desks work: on working days, from opening to closing. No I/O.</summary>
public sealed class DeskHours(WorkingDays days, IOptions<ClueOptions> options)
{
    /// <summary>When the desk should have taken up what was reported at that moment.</summary>
    public DateTimeOffset AcceptBy(DateTimeOffset reported) => Add(reported, options.Value.AcceptWithin);

    /// <summary>The moment at which so much working time has passed; what begins at night counts from the next opening.</summary>
    public DateTimeOffset Add(DateTimeOffset start, TimeSpan left)
    {
        var local = ChinaTime.Local(start);
        var (day, at) = (DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
        var (opens, closes) = (options.Value.DeskOpens, options.Value.DeskCloses);
        while (true)
        {
            var from = at > opens ? at : opens;
            var open = days.IsWorkingDay(day) && from < closes ? closes - from : TimeSpan.Zero;
            if (open > TimeSpan.Zero && left <= open)
                return new DateTimeOffset(day.ToDateTime(from) + left, local.Offset).ToUniversalTime();
            left -= open;
            (day, at) = (day.AddDays(1), TimeOnly.MinValue);
        }
    }
}
