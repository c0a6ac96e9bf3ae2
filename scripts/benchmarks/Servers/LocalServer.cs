using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LinYuan.Benchmarks.Servers;

/// <summary>A server as it is run: a process of its own, on a loopback port. It is stopped with its owner.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly string logFile;

    private LocalServer(Process process, Uri address, string logFile)
    {
        (this.process, this.logFile) = (process, logFile);
        Http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 256 }) { BaseAddress = address };
    }

    public HttpClient Http { get; }

    /// <param name="name">Of its log.</param>
    /// <param name="command">The program with its arguments.</param>
    /// <param name="settings">Its environment, beside what the benchmark has.</param>
    /// <param name="port">Where it will listen.</param>
    /// <param name="readyPath">What it answers with 2xx as soon as it is ready.</param>
    public static async Task<LocalServer> Start(
        string name, IReadOnlyList<string> command, IReadOnlyDictionary<string, string> settings, int port, string readyPath)
    {
        // A pipe for its input: whoever reads it sees when the benchmark is gone, however it went.
        ProcessStartInfo start = new(command[0], command.Skip(1))
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (setting, value) in settings)
            start.Environment[setting] = value;
        var itsLog = Path.Combine(Setting("LINYUAN_BENCH_LOGS"), name + ".log");
        LocalServer server = new(Process.Start(start)!, new Uri($"http://127.0.0.1:{port}"), itsLog);
        server.KeepLog();
        try
        {
            await server.AwaitReady(readyPath);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15));
        process.Dispose();
    }

    public static int FreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static string Setting(string name) => Environment.GetEnvironmentVariable(name)
        ?? throw new InvalidOperationException($"{name} is not set: run ./scripts/bench.");

    /// <summary>What it says is read so that it is never made to wait, and kept for whoever wants to know why something failed.</summary>
    private void KeepLog()
    {
        var log = TextWriter.Synchronized(new StreamWriter(logFile, append: true));
        _ = Keep(process.StandardOutput, log);
        _ = Keep(process.StandardError, log);
    }

    private static async Task Keep(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
            await to.WriteLineAsync(line);
        await to.FlushAsync();
    }

    private async Task AwaitReady(string path)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < ReadyWithin && !process.HasExited)
        {
            try
            {
                using var answer = await Http.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(100);
        }
        throw new InvalidOperationException($"What should listen on {Http.BaseAddress} did not become ready; its log is {logFile}.");
    }
}
