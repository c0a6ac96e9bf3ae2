using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Shared.Privacy;

/// <summary>
/// Encrypts what an earlier release left readable, between migrating and serving: so no operation meets a row of old. Each batch is one
/// transaction that notes how far it came; a start that breaks off is gone on with by the next. Once all is done it costs one read.
/// </summary>
public sealed class SealColumns(Db db, SealStore store, IEnumerable<SealedColumn> columns, TimeProvider time)
{
    private const int Batch = 500;

    public async Task Run(CancellationToken cancellation = default)
    {
        var finished = await db.Read(store.ListFinished);
        foreach (var column in columns.Where(column => !finished.Contains(column.Name)))
        {
            while (await db.InTransaction(tx => Next(tx, column)))
                cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>False when nothing is left.</summary>
    private async Task<bool> Next(Tx tx, SealedColumn column)
    {
        if (await store.LockProgress(tx, column) is not { } after)
            return false;
        var (lastId, seen) = await store.Seal(tx, column, after, Batch);
        await store.NoteProgress(tx, column, lastId, seen < Batch ? time.Now() : null);
        return seen == Batch;
    }
}
