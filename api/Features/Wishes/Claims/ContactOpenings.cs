using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>
/// How many people's contacts somebody may open in a day and a week, whatever they hold at the moment: to claim, read and give back one
/// wish after another must not be a way to read them all. The same contact again is no new one.
/// </summary>
public sealed class ContactOpenings(AttemptStore attempts, StaffNews staff, IOptions<WishOptions> options)
{
    internal const string DayKind = "contact.day";
    internal const string WeekKind = "contact.week";
    internal const string OfWishKind = "contact.ofWish";
    private readonly WishOptions rules = options.Value;

    /// <summary>
    /// Lets a member open the contact of a wish that they have in hand, and tells staff when it was the last for now; refused when there
    /// are none left. Whoever is named to go is counted then, so that the opening itself is not refused.
    /// </summary>
    /// <remarks>The member's row must be locked: then nobody else counts for them at the moment.</remarks>
    public async Task Allow(Tx tx, Wish wish, long memberId, DateTimeOffset now) =>
        await Allow(tx, wish, memberId, await attempts.Find(tx, [Counted(rules, memberId).Day, Counted(rules, memberId).Week, OfOne(memberId, wish.Id)], now), now);

    /// <param name="counts">Of the day, of the week and of this wish, as they are now.</param>
    public async Task Allow(Tx tx, Wish wish, long memberId, IReadOnlyList<AttemptCount> counts, DateTimeOffset now)
    {
        if (counts[^1].Times > 0)
            return;
        RequireRoom(counts, now);
        await attempts.Add(tx, [.. counts.Select(count => count.Attempt)], now);
        if (counts.Any(count => count.IsLastFree))
            await Tell(tx, wish.Place, WishNews.ContactsOpened, wish.Id, memberId, now);
    }

    /// <summary>Lets one of the staff open somebody's contact for a call-back; true when it was the last for now.</summary>
    public async Task<bool> AllowStaff(Tx tx, long staffId, DateTimeOffset now)
    {
        List<Attempt> all =
        [
            new AttemptLimit("contact.staff.day", rules.StaffContactsPerDay, TimeSpan.FromDays(1)).By(staffId),
            new AttemptLimit("contact.staff.week", rules.StaffContactsPerWeek, TimeSpan.FromDays(7)).By(staffId),
        ];
        var counts = await attempts.Lock(tx, all, now);
        RequireRoom(counts, now);
        await attempts.Count(tx, all, now);
        return counts.Any(count => count.IsLastFree);
    }

    /// <summary>Tells staff once a day about one person, whatever it was. It is an alarm: in one night somebody can read many.</summary>
    public Task Tell(Tx tx, Placement place, string kind, long subjectId, long aboutId, DateTimeOffset now) => staff.Tell(
        tx, new NewsForStaff(kind, subjectId, $"{aboutId}:{ChinaTime.LocalDay(now):yyyyMMdd}", place.Up(AreaLevel.Community))
        {
            NotFor = [aboutId], AtAnyHour = true,
        }, now);

    public static Refusal UsedUp(DateTimeOffset until, DateTimeOffset now)
    {
        // To the full minute: who comes back at the minute that was named must not be refused for some seconds.
        var local = ChinaTime.Local(until.AddTicks(TimeSpan.TicksPerMinute - 1));
        return new Refusal(WishErrors.ContactLimit, $"您最近看过的居民联系方式已达上限，{local:M月d日 HH:mm} 以后再来", retryAfter: until - now);
    }

    /// <summary>Of how many a member has opened, the counts that have a limit: those of the day and of the week.</summary>
    internal static (Attempt Day, Attempt Week) Counted(WishOptions rules, long memberId) => (
        new AttemptLimit(DayKind, rules.ContactsPerDay, TimeSpan.FromDays(1)).By(memberId),
        new AttemptLimit(WeekKind, rules.ContactsPerWeek, TimeSpan.FromDays(7)).By(memberId));

    /// <summary>Whether the member has opened the contact of this wish before.</summary>
    internal static Attempt OfOne(long memberId, long wishId) => new AttemptLimit(OfWishKind, int.MaxValue).By(memberId, wishId);

    /// <summary>From when on another contact may be opened; null when that is now.</summary>
    internal static DateTimeOffset? ClosedUntil(IEnumerable<AttemptCount> counts) =>
        counts.Where(count => count.IsUsedUp).Max(count => (DateTimeOffset?)count.EndsAt);

    private static void RequireRoom(IReadOnlyList<AttemptCount> counts, DateTimeOffset now)
    {
        if (ClosedUntil(counts) is { } until)
            throw UsedUp(until, now);
    }
}
