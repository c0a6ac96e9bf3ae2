using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// How many people's contacts somebody may open in a day and a week, whatever they hold at the moment: to claim, read and give back one
/// wish after another must not be a way to read them all. The same contact again is no new one.
/// </summary>
public sealed class ContactOpenings(AttemptStore attempts, StaffNews staff, IOptions<WishOptions> options)
{
    private static readonly AttemptLimit OfOne = new("contact.ofWish", int.MaxValue);
    private readonly WishOptions rules = options.Value;

    /// <summary>
    /// Lets a member open the contact of a wish that they have in hand, and tells staff when it was the last for now; refused when there
    /// are none left. Whoever is named to go is counted then, so that the opening itself is not refused.
    /// </summary>
    public async Task Allow(Tx tx, Wish wish, long memberId, DateTimeOffset now)
    {
        var all = Limits(rules.ContactsPerDay, rules.ContactsPerWeek, "contact").Select(limit => limit.By(memberId)).Append(OfOne.By(memberId, wish.Id)).ToList();
        var counts = await attempts.Lock(tx, all, now);
        if (counts[^1].Times > 0)
            return;
        RequireRoom(counts, now);
        await attempts.Count(tx, all, now);
        if (counts.Any(count => count.IsLastFree))
            await Tell(tx, wish.Place, WishNews.ContactsOpened, wish.Id, memberId, now);
    }

    /// <summary>Lets one of the staff open somebody's contact for a call-back; true when it was the last for now.</summary>
    public async Task<bool> AllowStaff(Tx tx, long staffId, DateTimeOffset now)
    {
        var all = Limits(rules.StaffContactsPerDay, rules.StaffContactsPerWeek, "contact.staff").Select(limit => limit.By(staffId)).ToList();
        var counts = await attempts.Lock(tx, all, now);
        RequireRoom(counts, now);
        await attempts.Count(tx, all, now);
        return counts.Any(count => count.IsLastFree);
    }

    /// <summary>From when on the member may open another contact; null when that is now.</summary>
    public async Task<DateTimeOffset?> ClosedUntil(DbSession session, long memberId, DateTimeOffset now)
    {
        var counts = await attempts.Find(
            session, [.. Limits(rules.ContactsPerDay, rules.ContactsPerWeek, "contact").Select(limit => limit.By(memberId))], now);
        return counts.Where(count => count.IsUsedUp).Max(count => (DateTimeOffset?)count.EndsAt);
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

    private static void RequireRoom(IReadOnlyList<AttemptCount> counts, DateTimeOffset now)
    {
        if (counts.Where(count => count.IsUsedUp).Max(count => (DateTimeOffset?)count.EndsAt) is { } until)
            throw UsedUp(until, now);
    }

    private static AttemptLimit[] Limits(int perDay, int perWeek, string kind) =>
        [new($"{kind}.day", perDay, TimeSpan.FromDays(1)), new($"{kind}.week", perWeek, TimeSpan.FromDays(7))];
}
