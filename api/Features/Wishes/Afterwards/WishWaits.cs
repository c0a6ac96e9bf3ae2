using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Afterwards;

/// <summary>
/// How long a wish may wait in a state before somebody is told: counted anew by each move into the state, whoever makes it, so that
/// no operation has to think of it. What the wait before has marked is over with the move.
/// </summary>
public sealed class WishWaits(WaitStore store, WorkingDays workingDays, IOptions<WishOptions> options)
{
    private static readonly HashSet<WishStatus> Waiting = [WishStatus.PendingReview, WishStatus.Open, WishStatus.Rejected];

    /// <summary>The resident, or staff in a call-back or a dispute, are yet to say whether it was done.</summary>
    private static readonly HashSet<WishStatus> Unanswered = [WishStatus.Delivered, WishStatus.Disputed, WishStatus.FulfilledUnconfirmed];

    /// <param name="wish">The wish as it was before the move.</param>
    public async Task Follow(Tx tx, Wish wish, WishMove move, DateTimeOffset now)
    {
        if (move.From == move.To || move.HasEndedWait)
            return;
        var waited = move.From is { } from && Waiting.Contains(from);
        if (waited || Waiting.Contains(move.To))
            await store.SetDue(tx, wish.Id, DueAt(wish, move.To, now));
        if (waited || (move.From is { } before && Unanswered.Contains(before) && !Unanswered.Contains(move.To)))
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
