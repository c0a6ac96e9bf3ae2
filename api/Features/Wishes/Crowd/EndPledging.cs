using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <summary>Ends the pledging of wishes whose time is over, so that staff decide what becomes of them.</summary>
public sealed class EndPledging(Db db, CrowdPledging pledging, CrowdStore crowd) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => crowd.ListOver(session, now, Batch)), (tx, id) => End(tx, id, now));

    /// <summary>Runners may race: who gets the lock second finds no end of pledging any more.</summary>
    private async Task<int> End(Tx tx, long id, DateTimeOffset now)
    {
        if (await pledging.Lock(tx, id) is not { Crowd: { } part } || part.PledgeBy is null || part.PledgeBy > now)
            return 0;
        await crowd.SetPledgeBy(tx, id, null);
        if (await crowd.Move(tx, id, WishStatus.Pledging, WishStatus.PartlyCovered) == 0)
            return 0;
        var move = new CrowdMove(WishStatus.Pledging, WishAction.EndPledging, WishActor.System, null);
        await pledging.Record(tx, id, move, WishStatus.PartlyCovered, null, now);
        return 1;
    }
}
