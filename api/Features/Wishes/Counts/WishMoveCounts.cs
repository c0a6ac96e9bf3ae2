using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Counts;

/// <summary>
/// What the moves of one transaction change in the counts of wishes. How a wish counted before follows from the state that it left, which
/// its move guards; how it counts now from the one that it reached. Rows are written in one order, so that no two transactions wait for each
/// other.
/// </summary>
public sealed class WishMoveCounts : IEndOfTransaction
{
    private readonly Dictionary<long, Moved> moved = [];

    /// <param name="wish">As it was before the move or after it: only what no move changes is asked.</param>
    public void Add(Wish wish, WishMove move, DateTimeOffset now)
    {
        // A score that comes later is the one thing that counts without a new state; what was never public does not count.
        var isCounted = move.From is { } from && WishLifecycle.Listed.Contains(from) || WishLifecycle.Listed.Contains(move.To);
        if (!isCounted || (move.From == move.To && move.Action != WishAction.Confirm))
            return;
        Add(new Moved(wish.Id, wish.Place, MonthOf(wish.PublishedAt ?? now), wish.Category.Word(), move.From, move.To, wish.IsCrowd)
        {
            Waited = move.Action == WishAction.Claim ? (long?)(now - (wish.PublishedAt ?? now)).TotalMinutes : null,
        });
    }

    /// <summary>As 202603, in China.</summary>
    internal static int MonthOf(DateTimeOffset published)
    {
        var day = ChinaTime.LocalDay(published);
        return day.Year * 100 + day.Month;
    }

    public void Add(Moved one) => moved[one.Id] = moved.GetValueOrDefault(one.Id) is { } earlier
        ? earlier with { To = one.To, Waited = earlier.Waited ?? one.Waited }
        : one;

    public async Task Write(Tx tx)
    {
        foreach (var one in moved.Values.OrderBy(one => one.Place.CommunityId).ThenBy(one => one.Month).ThenBy(one => one.Category, StringComparer.Ordinal).ThenBy(one => one.Id))
            await WishCountStore.Follow(tx, one);
    }
}

/// <summary>A wish that a transaction moved.</summary>
/// <param name="From">Where it stood before the first of the moves.</param>
/// <param name="To">Where it stands after the last.</param>
public sealed record Moved(long Id, Placement Place, int Month, string Category, WishStatus? From, WishStatus To, bool IsCrowd)
{
    /// <summary>Minutes from publication to a claim, which counts if it was the first; null without one.</summary>
    public long? Waited { get; init; }
}
