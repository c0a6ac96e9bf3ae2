using System.Data;
using System.Diagnostics;
using System.Threading.Channels;
using Dapper;
using LinYuan.Api.Shared.Telemetry;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Data;

/// <summary>
/// Owns the process's open connections and lends one at a time. The driver's own pool blocks threads when it is empty, and the
/// thread pool then starves; here a caller waits without a thread, at most for the limit. This is the only place that opens connections.
/// </summary>
public sealed class ConnectionLender : IAsyncDisposable
{
    private readonly Channel<LentConnection> idle;
    private readonly DatabaseOptions options;
    private readonly string connectionString;
    private int generation;

    public ConnectionLender(IOptions<DatabaseOptions> options)
    {
        this.options = options.Value;
        connectionString = new MySqlConnectionStringBuilder(this.options.ConnectionString)
        {
            Pooling = false,
            ConnectionTimeout = (uint)this.options.ConnectSeconds,
        }.ConnectionString;
        idle = Channel.CreateBounded<LentConnection>(this.options.Connections);
        for (var slot = 0; slot < this.options.Connections; slot++)
            idle.Writer.TryWrite(new LentConnection());
    }

    /// <summary>Lends an open connection. Throws <see cref="DatabaseUnavailableException"/> when none is free in time or none can be opened.</summary>
    public async Task<LentConnection> Lend()
    {
        var lent = await WaitForOne();
        try
        {
            if (!lent.IsUsable(generation))
                await Open(lent);
            return lent;
        }
        catch (Exception error) when (error is MySqlException or IOException or TimeoutException or AggregateException or System.Net.Sockets.SocketException)
        {
            lent.Close();
            idle.Writer.TryWrite(lent);
            throw new DatabaseUnavailableException("the database does not accept connections", error);
        }
    }

    public void Return(LentConnection lent) => idle.Writer.TryWrite(lent);

    /// <summary>
    /// A connection that broke was probably not the only one: the server restarted. All that were opened before are replaced when next lent,
    /// instead of each failing one request first.
    /// </summary>
    public void ReplaceBroken(LentConnection lent)
    {
        Interlocked.CompareExchange(ref generation, lent.Generation + 1, lent.Generation);
        lent.Close();
    }

    public async ValueTask DisposeAsync()
    {
        idle.Writer.TryComplete();
        await foreach (var lent in idle.Reader.ReadAllAsync())
            lent.Close();
    }

    private async Task<LentConnection> WaitForOne()
    {
        if (idle.Reader.TryRead(out var free))
            return free;
        var started = Stopwatch.GetTimestamp();
        using var limit = new CancellationTokenSource(options.WaitLimit);
        try
        {
            return await idle.Reader.ReadAsync(limit.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or ChannelClosedException)
        {
            throw new DatabaseUnavailableException("no database connection became free in time", error);
        }
        finally
        {
            Meters.PoolWait.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private async Task Open(LentConnection lent)
    {
        lent.Close();
        var connection = new MySqlConnection(connectionString);
        try
        {
            await connection.OpenAsync();
            // READ COMMITTED: guarded updates need no gap locks, and fewer locks mean fewer deadlocks. The versioned comments
            // set the statement limit in the word that each engine knows.
            await connection.ExecuteAsync($"""
                SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
                SET time_zone = '+00:00', innodb_lock_wait_timeout = 5,
                    sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,ONLY_FULL_GROUP_BY'
                    /*M!100000 , max_statement_time = {options.StatementSeconds} */
                    /*!80000 , max_execution_time = {options.StatementSeconds}000 */
                """);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        lent.Replace(connection, Volatile.Read(ref generation));
    }
}

/// <summary>One lent connection; its holder runs one statement at a time.</summary>
public sealed class LentConnection
{
    private MySqlConnection? connection;

    internal int Generation { get; private set; }

    internal MySqlConnection Connection => connection ?? throw new InvalidOperationException("The connection was given back.");

    internal bool IsOpen => connection?.State == ConnectionState.Open;

    internal bool IsUsable(int currentGeneration) => IsOpen && Generation == currentGeneration;

    internal void Replace(MySqlConnection opened, int openedIn)
    {
        connection = opened;
        Generation = openedIn;
    }

    internal void Close()
    {
        connection?.Dispose();
        connection = null;
    }
}
