using LinYuan.Api.Shared.Time;

namespace LinYuan.Seeding;

/// <summary>How cases came in over the years: from each day on a share of them, evenly, until the next day or the end.</summary>
internal sealed class History(DateTimeOffset end, IReadOnlyList<(DateOnly From, double Share)> stretches)
{
    /// <summary>The first day of the programme, as the published figures say: the second half of 2017.</summary>
    public static readonly DateOnly FirstDay = new(2017, 7, 1);

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public DateTimeOffset End { get; } = end;

    /// <summary>A day on which something happens in China, at midnight.</summary>
    public static DateTimeOffset Morning(DateOnly day) => new DateTimeOffset(day, TimeOnly.MinValue, China).ToUniversalTime();

    /// <summary>The moment by which this share of all cases (0 to 1) had come in.</summary>
    public DateTimeOffset At(double share)
    {
        var left = share * stretches.Sum(stretch => stretch.Share);
        for (var index = 0; ; index++)
        {
            var (from, part) = stretches[index];
            var isLast = index == stretches.Count - 1;
            if (left <= part || isLast)
            {
                var begin = Morning(from);
                var stop = isLast ? End : Morning(stretches[index + 1].From);
                return Whole(begin + (stop - begin) * Math.Min(1, left / part));
            }
            left -= part;
        }
    }

    /// <summary>The same moment; for one of the nine hours of the night, one of the three from seven o'clock on: people sleep.</summary>
    public static DateTimeOffset Waking(DateTimeOffset moment)
    {
        var local = ChinaTime.Local(moment);
        if (local.Hour is >= 7 and < 22)
            return moment;
        var night = Morning(ChinaTime.LocalDay(moment).AddDays(local.Hour >= 22 ? 0 : -1)).AddHours(22);
        return Whole(night.AddHours(9) + (moment - night) / 3);
    }

    /// <summary>Cut to seconds, as the rows read best.</summary>
    private static DateTimeOffset Whole(DateTimeOffset moment) => new(moment.Ticks - moment.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
}
