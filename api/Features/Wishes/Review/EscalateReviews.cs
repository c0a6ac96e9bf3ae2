using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Review;

/// <summary>
/// Tells the street of wishes that nobody has reviewed in time, and the district of appeals, which the street reviews; where nobody works
/// there, those above. Until somebody hears of it, it comes again. Whoever could decide before still may.
/// </summary>
public sealed class EscalateReviews(Db db, CrowdPledging pledging, WaitStore waits, WishMoves moves, StaffNews staff) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => await db.InTransactionEach(
        await db.Read(session => waits.ListDue(session, WishStatus.PendingReview, now, Batch)), (tx, id) => Escalate(tx, id, now));

    /// <summary>Runners may race: each waits for the lock, and the one who comes second finds nothing due.</summary>
    private async Task<int> Escalate(Tx tx, long id, DateTimeOffset now)
    {
        if (await pledging.Lock(tx, id) is not { Status: WishStatus.PendingReview } wish)
            return 0;
        var isAppeal = wish.Review.AppealedAt is not null;
        IReadOnlyList<long> notFor = isAppeal && wish.Review.RejectedBy is { } rejecter ? [wish.AuthorId, rejecter] : [wish.AuthorId];
        var above = await staff.Nearest(tx, wish.Place.Up(isAppeal ? AreaLevel.District : AreaLevel.Street), notFor);
        var next = above.Count == 0 ? now + StaffNews.AskAgain : (DateTimeOffset?)null;
        if (await waits.TakeDue(tx, id, WishStatus.PendingReview, next, now) == 0 || above.Count == 0)
            return 0;
        await waits.AddMark(tx, wish, WishMark.Escalated, now);
        var move = new WishMove(WishAction.Escalate, WishStatus.PendingReview, WishStatus.PendingReview, WishActor.System, null);
        await moves.Record(tx, wish, move, now, above);
        return 1;
    }
}
