using Dapper;
using LinYuan.Api.Shared.Telemetry;

namespace LinYuan.Api.Shared.Data;

/// <summary>The one way to the database: <see cref="Read{T}"/> for reads, <see cref="InTransaction{T}"/> for everything that writes.</summary>
public sealed class Db(ConnectionLender lender)
{
    private const int Tries = 3;

    /// <summary>Lends a connection for reads. A connection that turns out to be broken is replaced and the reads run once more.</summary>
    public async Task<T> Read<T>(Func<DbSession, Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            var lent = await lender.Lend();
            try
            {
                return await work(new DbSession(lent));
            }
            catch (Exception error) when (!lent.IsOpen)
            {
                lender.ReplaceBroken(lent);
                if (attempt == 2)
                    throw new DatabaseUnavailableException("the database connection broke", error);
            }
            finally
            {
                lender.Return(lent);
            }
        }
    }

    /// <summary>
    /// Runs the work in one transaction and commits it; any exception rolls back. On a deadlock or lock wait the whole delegate runs
    /// again, up to three times, so it must touch nothing but the database.
    /// </summary>
    public async Task<T> InTransaction<T>(Func<Tx, Task<T>> work)
    {
        for (var attempt = 1; ; attempt++)
        {
            var lent = await lender.Lend();
            Tx tx = new(lent);
            T result;
            try
            {
                result = await RunOnce(lent, tx, work);
            }
            catch (RetryableException) when (attempt < Tries)
            {
                Meters.TransactionRetries.Add(1);
                await Task.Delay(Random.Shared.Next(5, 25) * attempt);
                continue;
            }
            catch (RetryableException error)
            {
                throw new DatabaseUnavailableException("the transaction could not be finished", error.InnerException);
            }
            finally
            {
                lender.Return(lent);
            }
            await tx.RunAfterCommit();
            return result;
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

    private async Task<T> RunOnce<T>(LentConnection lent, Tx tx, Func<Tx, Task<T>> work)
    {
        var committing = false;
        try
        {
            await lent.Connection.ExecuteAsync("START TRANSACTION");
            var result = await work(tx);
            committing = true;
            await lent.Connection.ExecuteAsync("COMMIT");
            return result;
        }
        catch (Exception error) when (!lent.IsOpen)
        {
            lender.ReplaceBroken(lent);
            // Broken before COMMIT was sent: the server rolled back, and the work may run again. Broken while committing: nobody
            // knows, so the caller hears 503 and repeats with its key.
            throw committing ? new DatabaseUnavailableException("the database connection broke", error) : new RetryableException(error);
        }
        catch (Exception error)
        {
            await RollBack(lent);
            // A cluster may also refuse the COMMIT itself with a conflict; it has rolled back then.
            if (error is MySqlException { } conflict && conflict.IsConflict())
                throw new RetryableException(conflict);
            throw;
        }
    }

    /// <summary>A connection whose roll-back fails must not be lent again with its transaction open, so it is closed.</summary>
    private async Task RollBack(LentConnection lent)
    {
        try
        {
            await lent.Connection.ExecuteAsync("ROLLBACK");
        }
        catch (Exception error) when (error is MySqlException or IOException or InvalidOperationException)
        {
            lender.ReplaceBroken(lent);
        }
    }

    private sealed class RetryableException(Exception inner) : Exception(inner.Message, inner);
}
