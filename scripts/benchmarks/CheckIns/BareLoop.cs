using Dapper;
using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.CheckIns;

/// <summary>Runs the recorded statements one after the other over open connections of the same driver, and nothing else.</summary>
internal sealed class BareLoop : IAsyncDisposable
{
    private readonly List<MySqlConnection> connections = [];
    private readonly RecordedCheckIn recorded;

    private BareLoop(RecordedCheckIn recorded) => this.recorded = recorded;

    public static async Task<BareLoop> Open(BenchDatabase database, RecordedCheckIn recorded, int connections)
    {
        BareLoop loop = new(recorded);
        for (var number = 0; number < connections; number++)
        {
            // What the driver wrote for the api stands as it is; nothing in it is to be taken for a parameter.
            MySqlConnection connection = new(new MySqlConnectionStringBuilder(database.ConnectionString)
            {
                Pooling = false, AllowUserVariables = true,
            }.ConnectionString);
            await connection.OpenAsync();
            await connection.ExecuteAsync("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED");
            loop.connections.Add(connection);
        }
        return loop;
    }

    public async Task Run(int connection, Visit visit)
    {
        foreach (var statement in recorded.For(visit))
        {
            await using MySqlCommand command = new(statement, connections[connection]);
            await using var reader = await command.ExecuteReaderAsync();
            do
            {
                while (await reader.ReadAsync())
                {
                    // Read as the api reads it; what it says is not needed.
                }
            }
            while (await reader.NextResultAsync());
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in connections)
            await connection.DisposeAsync();
    }
}
