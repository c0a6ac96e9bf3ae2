using System.Diagnostics;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Telemetry;

namespace LinYuan.Api.Shared.Data;

/// <summary>
/// The one way to the database: <see cref="Read{T}"/> for reads, <see cref="InTransaction{T}(Func{Tx, Task{T}})"/> for everything that
/// writes, with the caller before the work where it is done in a person's name.
/// </summary>
public sealed partial class Db(ConnectionPool pool, HoldPeople hold, TablesChanged tables)
{
    private const int Tries = 3;

    /// <summary>After so long nothing is tried again: whoever waits has waited long enough, and hears 503.</summary>
    private static readonly TimeSpan TryLimit = TimeSpan.FromSeconds(6);

    /// <summary>
    /// Opens a connection for reads. When it turns out to be broken, or to lead to a node that does not serve, the reads run once more on
    /// another; not when the server was silent, since it would be silent again.
    /// </summary>
    public async Task<T> Read<T>(Func<DbSession, Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var pooled = await pool.Open();
            try
            {
                var session = new DbSession(pooled, tables);
                var result = await work(session);
                await session.AnnounceWrites();
                return result;
            }
            catch (Exception error) when (!pooled.IsOpen || error is MySqlException { } refused && refused.IsWrongNode())
            {
                pool.Renew(pooled);
                if (attempt == 2 || error.IsSilence())
                    throw new DatabaseUnavailableException("the database connection broke", error);
            }
        }
    }

    /// <summary>
    /// Runs the work in one transaction and commits it; any exception rolls back. On a deadlock or lock wait the whole delegate runs
    /// again, up to three times, so it must touch nothing but the database.
    /// </summary>
    public async Task<T> InTransaction<T>(Func<Tx, Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            Tx tx;
            T result;
            await using (var pooled = await pool.Open())
            {
                tx = new Tx(pooled, tables);
                try
                {
                    result = await RunOnce(pooled, tx, work);
                }
                catch (RetryableException) when (attempt < Tries && Stopwatch.GetElapsedTime(started) < TryLimit)
                {
                    Meters.TransactionRetries.Add(1);
                    await Task.Delay(Random.Shared.Next(5, 25) * attempt);
                    continue;
                }
                catch (RetryableException error)
                {
                    throw new DatabaseUnavailableException("the transaction could not be finished", error.InnerException);
                }
            }
            // The connection has been given back: what follows may want one itself.
            await tx.RunAfterCommit();
            return result;
        }
    }

    /// <summary>
    /// Runs one statement that is a transaction of its own, and costs neither the words to begin one nor those to end it; rows affected. It
    /// must be one that may run twice: whether it took effect on a connection that broke nobody knows, and then it runs again.
    /// </summary>
    public async Task<int> Change(Func<DbSession, Task<int>> statement)
    {
        var started = Stopwatch.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            await using var pooled = await pool.Open();
            try
            {
                var session = new DbSession(pooled, tables);
                var rows = await statement(session);
                await session.AnnounceWrites();
                return rows;
            }
            catch (Exception error) when (!pooled.IsOpen || error is MySqlException { } refused && (refused.IsWrongNode() || refused.IsConflict()))
            {
                var isConflict = pooled.IsOpen && error is MySqlException { } conflict && conflict.IsConflict();
                if (!isConflict)
                    pool.Renew(pooled);
                if (attempt == Tries || error.IsSilence() || Stopwatch.GetElapsedTime(started) >= TryLimit)
                    throw new DatabaseUnavailableException("the statement could not be finished", error);
                Meters.TransactionRetries.Add(1);
            }
            await Task.Delay(Random.Shared.Next(5, 25) * attempt);
        }
    }

    public Task InTransaction(Func<Tx, Task> work) => InTransaction(async tx =>
    {
        await work(tx);
        return true;
    });

    /// <summary>
    /// Changes things one by one, each in a transaction of its own; the sum of what the changes count. One that always throws does not
    /// keep the others waiting: it is counted, the rest is done, and then all that was thrown is thrown together.
    /// </summary>
    public async Task<int> InTransactionEach<TItem>(IEnumerable<TItem> items, Func<Tx, TItem, Task<int>> change)
    {
        var changed = 0;
        List<Exception> failures = [];
        foreach (var item in items)
        {
            try
            {
                changed += await InTransaction(tx => change(tx, item));
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                failures.Add(error);
                Meters.ChangesFailed.Add(1);
                // A database that is away or overloaded will fail the rest as well; it is better left alone.
                if (failures.Count(failure => failure is DatabaseUnavailableException) >= Tries)
                    break;
            }
        }
        return failures.Count == 0 ? changed : throw new AggregateException($"{failures.Count} failed, {changed} changed", failures);
    }

    private async Task<T> RunOnce<T>(PooledConnection pooled, Tx tx, Func<Tx, Task<T>> work)
    {
        var committing = false;
        try
        {
            await tx.Execute("START TRANSACTION");
            var result = await work(tx);
            await tx.WriteEnd();
            committing = true;
            await tx.Execute("COMMIT");
            return result;
        }
        catch (Exception error) when (!pooled.IsOpen || error is MySqlException { } refused && refused.IsWrongNode())
        {
            // A new pool: this connection is closed with the old one, and its transaction with it.
            pool.Renew(pooled);
            // Broken before COMMIT was sent: the server rolled back, and the work may run again. Broken while committing: nobody
            // knows, so the caller hears 503 and repeats with its key. A silent server would be silent again.
            throw committing || error.IsSilence() ? new DatabaseUnavailableException("the database connection broke", error) : new RetryableException(error);
        }
        catch (Exception error)
        {
            await RollBack(pooled, tx);
            // A cluster may also refuse the COMMIT itself with a conflict; it has rolled back then.
            if (error is MySqlException { } conflict && conflict.IsConflict())
                throw new RetryableException(conflict);
            throw;
        }
    }

    /// <summary>A connection whose roll-back fails must not be used again with its transaction open, so it is closed with its pool.</summary>
    private async Task RollBack(PooledConnection pooled, Tx tx)
    {
        try
        {
            await tx.Execute("ROLLBACK");
        }
        catch (Exception error) when (error is MySqlException or IOException or InvalidOperationException)
        {
            pool.Renew(pooled);
        }
    }

    private sealed class RetryableException(Exception inner) : Exception(inner.Message, inner);
}
