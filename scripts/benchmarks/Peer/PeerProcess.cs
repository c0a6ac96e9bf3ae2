using LinYuan.Benchmarks.Servers;

namespace LinYuan.Benchmarks.Peer;

/// <summary>The peer as it is run: one process of Node.</summary>
internal static class PeerProcess
{
    /// <summary>The folder with its program and with what drives it.</summary>
    public static string Folder => LocalServer.Setting("LINYUAN_BENCH_PEER");

    /// <param name="connectionString">The database that it works on.</param>
    /// <param name="cached">Whether it keeps lists in Redis.</param>
    public static Task<LocalServer> Start(string connectionString, bool cached)
    {
        var port = LocalServer.FreePort();
        Dictionary<string, string> settings = new(StringComparer.Ordinal)
        {
            ["MYSQL_URL"] = MySqlUrl(new MySqlConnectionStringBuilder(connectionString)),
            ["REDIS_URL"] = "redis://" + LocalServer.Setting("ConnectionStrings__Redis").Split(',')[0],
            ["PORT"] = port.ToString(),
            ["CACHE"] = cached ? "1" : "0",
            // As many as ours has.
            ["POOL"] = "16",
            ["NODE_ENV"] = "production",
        };
        return LocalServer.Start("peer", ["node", Path.Combine(Folder, "server.mjs")], settings, port, PeerFill.ListPath);
    }

    private static string MySqlUrl(MySqlConnectionStringBuilder to) =>
        $"mysql://{Uri.EscapeDataString(to.UserID)}:{Uri.EscapeDataString(to.Password)}@{to.Server}:{to.Port}/{to.Database}";
}
