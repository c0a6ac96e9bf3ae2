namespace LinYuan.Seeding.Wishes;

/// <summary>When each thing happened to a wish; null what did not.</summary>
internal sealed record WishTimes(
    DateTimeOffset Submitted, DateTimeOffset? Published = null, DateTimeOffset? Claimed = null, DateTimeOffset? Contacted = null,
    DateTimeOffset? Delivered = null, DateTimeOffset? Closed = null);

/// <summary>Draws the times of a wish from what became of it.</summary>
internal sealed class WishCalendar(Dice dice, DateTimeOffset now)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>How wishes came in: many while the programme was new, fewer later.</summary>
    private static readonly (DateOnly From, double Share)[] Years =
    [
        (History.FirstDay.AddDays(2), 0.1), (new(2018, 1, 1), 0.18), (new(2019, 1, 1), 0.19), (new(2020, 1, 1), 0.03), (new(2020, 4, 1), 0.11),
        (new(2021, 1, 1), 0.39),
    ];

    /// <param name="fate">What became of the wish.</param>
    /// <param name="share">Which of all wishes of this fate it is, from 0 to 1: they are spread evenly over their time.</param>
    public WishTimes Draw(WishFate fate, double share) => fate switch
    {
        WishFate.Fulfilled => Fulfilled(Past(share, 35 * Day)),
        WishFate.CrowdFulfilled => Gathered(Past(share, 55 * Day)),
        WishFate.Unmet => ClosedOpen(Past(share, 80 * Day), 45 * Day, 70 * Day),
        WishFate.Withdrawn => ClosedOpen(Past(share, 40 * Day), 3 * Day, 30 * Day),
        // The newest are from today; the square lets them stand closer together towards now.
        WishFate.Open => Published(now - Hour - 13 * Day * (1 - share) * (1 - share)),
        WishFate.Cold => Published(now - 15 * Day - 60 * Day * (1 - share)),
        WishFate.CrowdOpen => Published(now - 2 * Day - 6 * Day * (1 - share)),
        WishFate.Claimed => Claimed(now - Hour - 36 * Hour * (1 - share)),
        WishFate.InProgress => InProgress(now - 2 * Hour - 80 * Hour * (1 - share)),
        WishFate.InReview => new WishTimes(now - Hour / 2 - 60 * Hour * (1 - share)),
        _ => throw new ArgumentOutOfRangeException(nameof(fate)),
    };

    /// <param name="share">Which of all it is, from 0 to 1.</param>
    /// <param name="longest">More than any such case takes, so that what is over is over by now.</param>
    private DateTimeOffset Past(double share, TimeSpan longest) => new History(now - longest, Years).At(share);

    private WishTimes Fulfilled(DateTimeOffset drawn)
    {
        var submitted = History.Waking(drawn);
        var published = Later(submitted, 6 * Hour, Hour / 6, 3 * Day);
        var claimed = Later(published, 22 * Hour, Hour / 12, 14 * Day);
        var contacted = Later(claimed, 5 * Hour, Hour / 12, 2.5 * Day);
        var delivered = Later(contacted, 2 * Day, 2 * Hour, 6 * Day);
        return new WishTimes(submitted, published, claimed, contacted, delivered, Later(delivered, 8 * Hour, Hour / 12, 5 * Day));
    }

    private WishTimes Gathered(DateTimeOffset drawn)
    {
        var submitted = History.Waking(drawn);
        var published = Later(submitted, Day, Hour, 3 * Day);
        var delivered = Later(published, 12 * Day, 2 * Day, 40 * Day);
        return new WishTimes(submitted, published, Delivered: delivered, Closed: Later(delivered, Day, Hour, 5 * Day));
    }

    private WishTimes ClosedOpen(DateTimeOffset drawn, TimeSpan middle, TimeSpan most)
    {
        var submitted = History.Waking(drawn);
        var published = Later(submitted, 8 * Hour, Hour / 6, 3 * Day);
        return new WishTimes(submitted, published, Closed: Later(published, middle, 2 * Hour, most));
    }

    private WishTimes Published(DateTimeOffset published) => new(Before(published), published);

    private WishTimes Claimed(DateTimeOffset claimed)
    {
        var published = claimed - dice.About(20 * Hour, Hour, 6 * Day);
        return new WishTimes(Before(published), published, claimed);
    }

    private WishTimes InProgress(DateTimeOffset contacted)
    {
        var claimed = contacted - dice.About(4 * Hour, Hour / 6, 2 * Day);
        return Claimed(claimed) with { Contacted = contacted };
    }

    private DateTimeOffset Before(DateTimeOffset published) => published - dice.About(5 * Hour, Hour / 6, 2 * Day);

    private DateTimeOffset Later(DateTimeOffset from, TimeSpan middle, TimeSpan least, TimeSpan most) =>
        History.Waking(from + dice.About(middle, least, most));
}
