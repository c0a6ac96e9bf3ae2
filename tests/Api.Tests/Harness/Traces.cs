using System.Text;
using StackExchange.Redis;

namespace LinYuan.Tests.Harness;

/// <summary>Looks for planted text where no personal data may stand: in every column of every table, in Redis and in the log.</summary>
public static class Traces
{
    /// <summary>Where the text stands readable; empty when nowhere. What is encrypted does not count.</summary>
    public static async Task<IReadOnlyList<string>> Of(Lane lane, string text) =>
        [.. await InDatabase(lane, text), .. await InRedis(lane, text), .. lane.Logs.With(text).Select(line => $"log: {line.Category}: {line.Text}")];

    private static async Task<List<string>> InDatabase(Lane lane, string text)
    {
        var found = new List<string>();
        var columns = await lane.Sql.List<(string Table, string Column)>(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = @Name", new { lane.Name });
        columns.Count.ShouldBeGreaterThan(0);
        foreach (var table in columns.GroupBy(column => column.Table, column => column.Column))
        {
            var anywhere = string.Join(" OR ", table.Select(column => $"INSTR(CAST(`{column}` AS binary), @bytes) > 0"));
            if (await lane.Sql.Count($"`{table.Key}` WHERE {anywhere}", new { bytes = Encoding.UTF8.GetBytes(text) }) > 0)
                found.Add($"database: {table.Key}");
        }
        return found;
    }

    private static async Task<List<string>> InRedis(Lane lane, string text)
    {
        var found = new List<string>();
        using var redis = await ConnectionMultiplexer.ConnectAsync(lane.Redis);
        foreach (var key in await KeysOf(lane, redis.GetDatabase()))
        {
            if (key.ToString().Contains(text, StringComparison.Ordinal))
                found.Add($"Redis key: {key}");
            if (((string?)await redis.GetDatabase().StringGetAsync(key))?.Contains(text, StringComparison.Ordinal) == true)
                found.Add($"Redis value of {key}");
        }
        return found;
    }

    private static async Task<List<RedisKey>> KeysOf(Lane lane, IDatabase redis)
    {
        List<RedisKey> keys = [];
        foreach (var server in redis.Multiplexer.GetServers())
            await foreach (var key in server.KeysAsync(pattern: lane.Name + "*", pageSize: 1000))
                keys.Add(key);
        return keys;
    }
}
