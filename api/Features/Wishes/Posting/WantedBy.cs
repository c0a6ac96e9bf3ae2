using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Posting;

/// <summary>Until which day the author of a wish wants the help; no I/O.</summary>
public static class WantedBy
{
    /// <summary>The day in China of the moment that the author named; null when they named none.</summary>
    public static DateOnly? Read(DateTimeOffset? deliverBy, WishOptions options, DateTimeOffset now)
    {
        if (deliverBy is not { } moment)
            return null;
        // As moments first: the last hours of the calendar have no local day.
        if (moment > now + options.WantedWithin)
            throw Refusal.Invalid("deliverBy", $"希望完成的日期太远了，最晚可以填{ChinaTime.LocalDay(now + options.WantedWithin):yyyy年M月d日}");
        var day = ChinaTime.LocalDay(moment);
        return day < ChinaTime.LocalDay(now) ? throw Refusal.Invalid("deliverBy", "希望完成的日期不能早于今天") : day;
    }
}
