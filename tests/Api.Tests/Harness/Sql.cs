using System.Collections.Concurrent;
using System.Data;
using Dapper;

namespace LinYuan.Tests.Harness;

/// <summary>The lane's database, past the api: to arrange what no route makes and to look at what was stored.</summary>
public sealed class Sql(string connectionString) : IAsyncDisposable
{
    private readonly ConcurrentBag<MySqlConnection> idle = [];

    /// <summary>A connection of one's own, for tests with two transactions; the caller disposes it.</summary>
    public async Task<MySqlConnection> Connect()
    {
        // The driver's pool would keep connections to databases that are dropped a moment later.
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    public Task<int> Execute(string sql, object? parameters = null) => On(connection => connection.ExecuteAsync(sql, parameters));

    /// <summary>Runs one INSERT and gives the generated id.</summary>
    public Task<long> Insert(string sql, object? parameters = null) =>
        On(connection => connection.ExecuteScalarAsync<long>(sql + "; SELECT LAST_INSERT_ID();", parameters));

    /// <summary>The first column of the first row.</summary>
    public Task<T?> Value<T>(string sql, object? parameters = null) => On(connection => connection.ExecuteScalarAsync<T>(sql, parameters));

    public Task<IReadOnlyList<T>> List<T>(string sql, object? parameters = null) =>
        On(async connection => (IReadOnlyList<T>)(await connection.QueryAsync<T>(sql, parameters)).AsList());

    /// <summary>Rows of a table that meet a condition: <c>Count("wishes WHERE author_id = @Id", person)</c>.</summary>
    public async Task<long> Count(string from, object? parameters = null) => await Value<long>("SELECT COUNT(*) FROM " + from, parameters);

    public async ValueTask DisposeAsync()
    {
        while (idle.TryTake(out var connection))
            await connection.DisposeAsync();
    }

    private async Task<T> On<T>(Func<MySqlConnection, Task<T>> work)
    {
        while (idle.TryTake(out var kept))
        {
            try
            {
                return await Use(kept, work);
            }
            // Tests kill connections and restart servers: one kept from before is replaced.
            catch (Exception error) when (error is MySqlException or IOException && kept.State != ConnectionState.Open)
            {
                await kept.DisposeAsync();
            }
        }
        return await Use(await Connect(), work);
    }

    private async Task<T> Use<T>(MySqlConnection connection, Func<MySqlConnection, Task<T>> work)
    {
        try
        {
            return await work(connection);
        }
        finally
        {
            if (connection.State == ConnectionState.Open)
                idle.Add(connection);
        }
    }
}
