using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>Ends appointments whose term is over. Whether one counts is judged by its term at every reading, so a late run does no harm.</summary>
public sealed class EndGridWorkerTerms(Db db, GridWorkerStore store, GridWorkerMoves moves, MemberStore members) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => store.ListOver(session, now, Batch)), (tx, id) => EndOne(tx, id, now));

    private async Task<int> EndOne(Tx tx, long id, DateTimeOffset now)
    {
        var worker = (await store.Find(tx, id))!;
        // The person before the appointment, as where an account is deleted.
        await members.LockOther(tx, worker.UserId);
        if (await store.Expire(tx, id, now) == 0)
            return 0;
        var move = new GridWorkerMove(GridWorkerAction.Expire, GridWorkerStatus.Appointed, GridWorkerStatus.Ended, ActorId: null);
        await moves.Record(tx, worker, move, now);
        return 1;
    }
}
