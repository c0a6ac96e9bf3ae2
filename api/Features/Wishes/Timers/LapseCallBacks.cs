using LinYuan.Api.Features.Wishes.CallBacks;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Timers;

/// <summary>Ends call-backs that nobody made in time, and erases the contact that was kept for them.</summary>
public sealed class LapseCallBacks(Db db, CallBackStore store) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => store.ListLapsing(session, now, Batch)), (tx, id) => Lapse(tx, id, now));

    private async Task<int> Lapse(Tx tx, long id, DateTimeOffset now)
    {
        if (await store.Lapse(tx, id, now) == 0)
            return 0;
        await store.EraseContact(tx, (await store.Find(tx, id))!.WishId);
        return 1;
    }
}
