using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Review;

/// <summary>Erases the contact of wishes that were turned down and whose time for an appeal is over.</summary>
public sealed class ForgetRejectedContacts(Db db, WaitStore waits, ReviewStore reviews) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => await db.InTransactionEach(
        await db.Read(session => waits.ListDue(session, WishStatus.Rejected, now, Batch)), (tx, id) => reviews.ForgetContact(tx, id, now));
}
