using System.Diagnostics;
using System.Net;

namespace LinYuan.Tests.Harness;

/// <summary>
/// The api as an operator runs it, a process of its own, on a lane's database, keys and WeChat: for what a process as a whole does, such
/// as to stop. Its clock is the real one.
/// </summary>
public sealed class ApiProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    private ApiProcess(Process process, int port)
    {
        this.process = process;
        http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(10) };
    }

    /// <summary>Starts one with these settings over the lane's own, and waits until it is ready.</summary>
    public static async Task<ApiProcess> Start(Lane lane, params (string Name, string Value)[] settings)
    {
        var port = TestServers.FreePort();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "api.dll")]) { UseShellExecute = false, RedirectStandardOutput = true };
        foreach (var (name, value) in RunningApi.Usual(lane).Concat(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))))
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        start.Environment["urls"] = $"http://127.0.0.1:{port}";
        var api = new ApiProcess(Process.Start(start)!, port);
        // Read and thrown away, or a full pipe would stop it.
        api.process.OutputDataReceived += (_, _) => { };
        api.process.BeginOutputReadLine();
        await Wait.Until("the api's process is ready", async () => await api.Get("/health/ready") == HttpStatusCode.OK);
        return api;
    }

    /// <summary>The status of the answer; null when nobody answers.</summary>
    public async Task<HttpStatusCode?> Get(string path)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Sends SIGTERM, as whoever replaces it does.</summary>
    public async Task AskToStop()
    {
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits until it has ended; its exit code.</summary>
    public async Task<int> Ended()
    {
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }
}
