using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Crowd;

/// <summary>Frees promises whose goods did not come in time, so that others may pledge them; the wish is open for pledges again.</summary>
public sealed class ExpirePledges(Db db, CrowdPledging pledging, CrowdStore crowd, PledgeStore pledges) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var wishIds = await db.Read(session => pledges.ListOverdueWishes(session, now, Batch));
        return await db.InTransactionEach(wishIds.Distinct(), (tx, id) => Expire(tx, id, now));
    }

    private async Task<int> Expire(Tx tx, long id, DateTimeOffset now)
    {
        if (await pledging.Lock(tx, id) is not { } wish || !WishLifecycle.Table.Allows(wish.Status, WishAction.ExpirePledge, WishActor.System))
            return 0;
        // Asked under the lock: another runner may have freed them in the meantime.
        var overdue = await pledges.ListOverdue(tx, id, now);
        if (overdue.Count == 0)
            return 0;
        await pledges.Expire(tx, id, now);
        await crowd.Recount(tx, id);
        var move = new CrowdMove(wish.Status, WishAction.ExpirePledge, WishActor.System, null);
        await pledging.Reopen(tx, id, move, now, [.. overdue.Select(pledge => pledge.MemberId)]);
        return overdue.Count;
    }
}
