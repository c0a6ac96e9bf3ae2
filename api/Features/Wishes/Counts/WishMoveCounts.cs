using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// What the moves of one transaction change in the counts of wishes. How a wish counted before follows from the state that it left, which
/// its move guards; how it counts now is read off its row when all is done. Rows are written in one order, so that no two transactions
/// wait for each other.
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
        var month = ChinaTime.LocalDay(wish.PublishedAt ?? now);
        Add(new Moved(wish.Id, wish.Place.CommunityId, month.Year * 100 + month.Month, wish.Category.Word(), move.From, wish.IsCrowd, move.Action == WishAction.Claim));
    }

    public void Add(Moved one) => moved[one.Id] = moved.GetValueOrDefault(one.Id) is { } earlier
        ? earlier with { IsClaimed = earlier.IsClaimed || one.IsClaimed }
        : one;

    public async Task Write(Tx tx)
    {
        foreach (var one in moved.Values.OrderBy(one => one.CommunityId).ThenBy(one => one.Month).ThenBy(one => one.Category, StringComparer.Ordinal).ThenBy(one => one.Id))
            await WishCountStore.Follow(tx, one);
    }
}

/// <summary>A wish that a transaction moved.</summary>
/// <param name="From">Where it stood before the first of the moves.</param>
/// <param name="IsClaimed">Whether it was claimed, which may have been for the first time.</param>
public sealed record Moved(long Id, long CommunityId, int Month, string Category, WishStatus? From, bool IsCrowd, bool IsClaimed);
