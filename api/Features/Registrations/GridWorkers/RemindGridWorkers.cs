using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>Tells grid workers and their communities that a term ends soon.</summary>
public sealed class RemindGridWorkers(Db db, GridWorkerStore store, GridWorkerMoves moves) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => store.ListRemindersDue(session, now, Batch)), (tx, id) => RemindOne(tx, id, now));

    private async Task<int> RemindOne(Tx tx, long id, DateTimeOffset now)
    {
        if (await store.TakeReminder(tx, id, now) == 0)
            return 0;
        var worker = (await store.Find(tx, id))!;
        // The job was away for so long that there is nothing to renew any more: the end is told instead.
        if (worker.TermEndsAt <= now)
            return 0;
        await moves.Remind(tx, worker, now);
        return 1;
    }
}
