using System.Diagnostics;
using Dapper;
using LinYuan.Api.Shared.Telemetry;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Data;

/// <summary>
/// Opens connections: from the driver's own pool, with this house's session settings, a limit to the wait and one word for "not to be
/// had". This is the only place that opens connections.
/// </summary>
public sealed class ConnectionPool : IAsyncDisposable
{
    private static readonly TimeSpan RefusedPause = TimeSpan.FromMilliseconds(100);
    private readonly DatabaseOptions options;
    private readonly MySqlConnectionStringBuilder settings;
    private MySqlDataSource source;

    public ConnectionPool(IOptions<DatabaseOptions> options)
    {
        this.options = options.Value;
        settings = new MySqlConnectionStringBuilder(this.options.ConnectionString)
        {
            MaximumPoolSize = (uint)this.options.Connections,
            // The driver's limit covers the wait for a free connection too, in whole seconds; the exact one is WaitLimit.
            ConnectionTimeout = (uint)Math.Ceiling(this.options.WaitLimit.TotalSeconds),
            // A reset would cost each use a round trip; what a transaction may leave behind is rolled back or closed by Db.
            ConnectionReset = false,
            DefaultCommandTimeout = (uint)this.options.AnswerSeconds,
            // A server that answers nothing does not answer a cancellation either: the connection is closed at once.
            CancellationTimeout = -1,
        };
        source = NewSource();
    }

    /// <summary>Opens a connection for one use. Throws <see cref="DatabaseUnavailableException"/> when there is none within the limit.</summary>
    public async Task<PooledConnection> Open()
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var from = Volatile.Read(ref source);
            return new PooledConnection(await Patiently(from.OpenConnectionAsync), from);
        }
        finally
        {
            Meters.PoolWait.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    /// <summary>Opens a connection outside the pool, whose session settings its holder may change.</summary>
    public async Task<MySqlConnection> OpenAlone()
    {
        var alone = new MySqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString;
        return await Patiently(async limit =>
        {
            var connection = new MySqlConnection(alone);
            try
            {
                await connection.OpenAsync(limit);
                await Prepare(connection);
                return connection;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        });
    }

    /// <summary>
    /// A connection that broke was probably not the only one: the server restarted, or its node left the cluster. A data source has no
    /// way to be cleared, so another takes its place, once for all that broke together.
    /// </summary>
    public void Renew(PooledConnection broken)
    {
        if (Volatile.Read(ref source) != broken.Source)
            return;
        var fresh = NewSource();
        var isFirst = Interlocked.CompareExchange(ref source, fresh, broken.Source) == broken.Source;
        // Not awaited: saying good-bye to a server that is gone may take its time.
        _ = (isFirst ? broken.Source : fresh).DisposeAsync().AsTask();
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>
    /// Tries again for a second when nobody listens: while a cluster changes its writer, its proxy refuses for a moment, and whoever comes
    /// then should not notice.
    /// </summary>
    private async Task<MySqlConnection> Patiently(Func<CancellationToken, ValueTask<MySqlConnection>> open)
    {
        using var limit = new CancellationTokenSource(options.WaitLimit);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await open(limit.Token);
            }
            catch (MySqlException error) when (
                error.ErrorCode == MySqlErrorCode.UnableToConnectToHost && Stopwatch.GetElapsedTime(started) < options.RefusedLimit)
            {
                await Task.Delay(RefusedPause);
            }
            catch (Exception error) when (error is MySqlException or OperationCanceledException or IOException or System.Net.Sockets.SocketException
                or ObjectDisposedException)
            {
                throw new DatabaseUnavailableException("no database connection could be had in time", error);
            }
        }
    }

    private MySqlDataSource NewSource() => new MySqlDataSourceBuilder(settings.ConnectionString)
        .UseConnectionOpenedCallback((opened, _) =>
            opened.Conditions.HasFlag(MySqlConnectionOpenedConditions.New) ? new ValueTask(Prepare(opened.Connection)) : default)
        .Build();

    /// <summary>
    /// READ COMMITTED: guarded updates need no gap locks, and fewer locks mean fewer deadlocks. The versioned comments set the statement
    /// limit in the word that each engine knows.
    /// </summary>
    private Task<int> Prepare(MySqlConnection connection) => connection.ExecuteAsync($"""
        SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED;
        SET time_zone = '+00:00', innodb_lock_wait_timeout = {options.LockSeconds},
            sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,ONLY_FULL_GROUP_BY'
            /*M!100000 , max_statement_time = {options.StatementSeconds} */
            /*!80000 , max_execution_time = {options.StatementSeconds}000 */
        """);
}

/// <summary>An open connection and the pool that it goes back to when it is disposed; its holder runs one statement at a time.</summary>
public sealed class PooledConnection(MySqlConnection connection, MySqlDataSource source) : IAsyncDisposable
{
    internal MySqlConnection Connection => connection;

    internal MySqlDataSource Source => source;

    internal bool IsOpen => connection.State == System.Data.ConnectionState.Open;

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
