namespace LinYuan.Benchmarks.Servers;

/// <summary>The api as it is run.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private readonly LocalServer server;

    private ApiProcess(LocalServer server) => this.server = server;

    public HttpClient Http => server.Http;

    /// <param name="connectionString">The database that it works on.</param>
    /// <param name="background">Whether it also delivers messages and runs jobs, as it does in life.</param>
    public static async Task<ApiProcess> Start(string connectionString, bool background)
    {
        var port = LocalServer.FreePort();
        return new ApiProcess(await LocalServer.Start(
            "api", ["dotnet", LocalServer.Setting("LINYUAN_BENCH_API")], Settings(connectionString, background, port), port, "/health/ready"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static Dictionary<string, string> Settings(string connectionString, bool background, int port) => new(StringComparer.Ordinal)
    {
        ["ConnectionStrings__MySql"] = connectionString,
        // Keys of an earlier process over another database must not be found.
        ["Redis__KeyPrefix"] = $"bench{port}:",
        ["Privacy__Keys"] = BenchDatabase.PrivacyKeys,
        ["PORT"] = port.ToString(),
        ["PublicBaseUrl"] = "https://linyuan.example",
        ["WeChat__AppId"] = "bench",
        ["WeChat__Secret"] = "bench",
        // No template is configured, so that no message is really sent.
        ["WeChat__BaseAddress"] = "http://127.0.0.1:1",
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        // What is measured must not hang on the hour at which it is measured.
        ["QuietHours__From"] = "00:00",
        ["QuietHours__Until"] = "00:00",
        // One address asks for everybody.
        ["Http__OpenPerMinute"] = "1000000000",
        ["Outbox__Enabled"] = background ? "true" : "false",
        ["Jobs__Enabled"] = background ? "true" : "false",
    };
}
