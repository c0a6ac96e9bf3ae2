using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Timers;

/// <summary>Passes offers that were not taken in time to the next in line; with nobody left the wish is free to all.</summary>
public sealed class PassOnOffers(Db db, StandByStore store, StandByOffers offers) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => store.ListLapsed(session, now, Batch)), (tx, id) => offers.LapseOne(tx, id, now));
}
