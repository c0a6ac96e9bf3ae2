using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Duplicates;

/// <summary>Removes from the index what ended long ago, so that a search costs the same in the tenth year as in the first.</summary>
public sealed class ForgetLikeness(Db db, WishLikenessStore store) : IJob
{
    private const int Batch = 500;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => store.ListToForget(session, now, Batch)), (tx, id) => store.Forget(tx, id, now));
}
