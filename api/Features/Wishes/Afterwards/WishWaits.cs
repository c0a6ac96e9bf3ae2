using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// How long a wish may wait in a state before somebody is told: counted anew by each move into the state, whoever makes it, so that
/// no operation has to think of it. What the wait before has marked is over with the move.
/// </summary>
public sealed class WishWaits(WaitStore store, WorkingDays workingDays, IOptions<WishOptions> options)
{
    private static readonly HashSet<WishStatus> Waiting = [WishStatus.PendingReview, WishStatus.Open, WishStatus.Rejected];

    /// <param name="wish">The wish as it was before the move.</param>
    public async Task Follow(Tx tx, Wish wish, WishMove move, DateTimeOffset now)
    {
        var waited = move.From is { } from && Waiting.Contains(from);
        if (move.From == move.To || !(waited || Waiting.Contains(move.To)))
            return;
        await store.SetDue(tx, wish.Id, DueAt(wish, move.To, now));
        if (waited)
            await store.ClearMarks(tx, wish.Id);
    }

    private DateTimeOffset? DueAt(Wish wish, WishStatus to, DateTimeOffset now) => to switch
    {
        WishStatus.PendingReview => workingDays.Add(now, options.Value.ReviewWithinWorkingDays),
        WishStatus.Rejected when wish.Review.AppealedAt is null => now + options.Value.AppealWithin,
        WishStatus.Open => now + options.Value.ColdAfter,
        _ => null,
    };
}
