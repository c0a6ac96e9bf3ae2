using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LinYuan.Benchmarks.Servers;

/// <summary>The api as it is run: a process of its own, on a loopback port. It is stopped with its owner.</summary>
internal sealed class ApiProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private readonly Process process;

    private ApiProcess(Process process, Uri address)
    {
        this.process = process;
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 256 }) { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <param name="connectionString">The database that it works on.</param>
    /// <param name="background">Whether it also delivers messages and runs jobs, as it does in life.</param>
    public static async Task<ApiProcess> Start(string connectionString, bool background)
    {
        var port = FreePort();
        ProcessStartInfo start = new("dotnet", [Setting("LINYUAN_BENCH_API")])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings(connectionString, background, port))
            start.Environment[name] = value;
        ApiProcess api = new(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"));
        // Its log is read so that it is never made to wait, and kept for whoever wants to know why something failed.
        StreamWriter log = new(Setting("LINYUAN_BENCH_LOG"), append: true) { AutoFlush = false };
        _ = Keep(api.process.StandardOutput, log);
        _ = Keep(api.process.StandardError, StreamWriter.Null);
        await api.AwaitReady();
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15));
        process.Dispose();
    }

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
        ["Outbox__Enabled"] = background ? "true" : "false",
        ["Jobs__Enabled"] = background ? "true" : "false",
    };

    private async Task AwaitReady()
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < ReadyWithin && !process.HasExited)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"The api did not become ready; its log is {Setting("LINYUAN_BENCH_LOG")}.");
    }

    private static async Task Keep(StreamReader from, StreamWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
            await to.WriteLineAsync(line);
        await to.FlushAsync();
    }

    private static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string Setting(string name) => Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set: run ./scripts/bench.");
}
