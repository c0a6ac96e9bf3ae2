using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// Tells the street of wishes that nobody has reviewed in time, and the district of appeals, which the street reviews. Whoever could
/// decide before still may.
/// </summary>
public sealed class EscalateReviews(Db db, CrowdPledging pledging, WaitStore waits, WishMoves moves, MemberStore members) : IJob
{
    private const int Batch = 200;
    private const int MostStaff = 50;

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => await db.InTransactionEach(
        await db.Read(session => waits.ListDue(session, WishStatus.PendingReview, now, Batch)), (tx, id) => Escalate(tx, id, now));

    /// <summary>Runners may race: each waits for the lock, and the one who comes second finds nothing due.</summary>
    private async Task<int> Escalate(Tx tx, long id, DateTimeOffset now)
    {
        if (await pledging.Lock(tx, id) is not { } wish || await waits.TakeDue(tx, id, WishStatus.PendingReview, null, now) == 0)
            return 0;
        await waits.AddMark(tx, wish, WishMark.Escalated, now);
        var above = wish.Review.AppealedAt is null ? wish.Place.StreetId : wish.Place.DistrictId;
        var staff = await members.ListStaffAt(tx, [above], MostStaff);
        var move = new WishMove(WishAction.Escalate, WishStatus.PendingReview, WishStatus.PendingReview, WishActor.System, null);
        await moves.Record(tx, wish, move, now, [.. staff.Where(person => person != wish.AuthorId)]);
        return 1;
    }
}
