using System.Net;
using System.Net.Sockets;

namespace LinYuan.Tests.Harness;

/// <summary>The MariaDB and the Redis that the tests share, named by the environment.</summary>
public static class TestServers
{
    /// <summary>A connection string of a user who may create and drop databases named linyuan_test_…</summary>
    public static string MySql => Named("ConnectionStrings__MySql");

    public static string Redis => Named("ConnectionStrings__Redis");

    /// <summary>The same server, another database.</summary>
    public static string On(string mySql, string database) => new MySqlConnectionStringBuilder(mySql) { Database = database }.ConnectionString;

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Named(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value
        ? value
        : throw new InvalidOperationException($"{variable} is not set: run the tests with ./scripts/test, which starts the servers and names them.");
}
