using System.Diagnostics;
using System.Net.Sockets;

namespace LinYuan.Tests.Harness;

/// <summary>A server of one test's own, which it may stop and start again: same port, same data. Gone with its folder at the end.</summary>
public abstract class PrivateServer : IAsyncDisposable
{
    private const int NoSuchProgram = 2;
    private Process? process;

    protected PrivateServer()
    {
        Folder = Directory.CreateTempSubdirectory("linyuan-test-").FullName;
        // A run that breaks off must leave no server behind.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => process?.Kill();
    }

    public int Port { get; } = TestServers.FreePort();

    protected string Folder { get; }

    /// <summary>Starts the server and waits until it answers.</summary>
    public async Task Start()
    {
        process = Run(Command());
        await Wait.Until($"{GetType().Name} answers", async () => process.HasExited ? throw new InvalidOperationException(Ended()) : await Answers());
    }

    /// <summary>Asks the server to end, as an operator would, and waits until it has.</summary>
    public async Task Stop()
    {
        await Signal("TERM");
        await process!.WaitForExitAsync();
    }

    /// <summary>Lets the server hang: its connections stay open, and it answers nothing.</summary>
    public Task Freeze() => Signal("STOP");

    public Task Thaw() => Signal("CONT");

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        process?.Dispose();
        process = null;
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected abstract ProcessStartInfo Command();

    protected abstract Task<bool> Answers();

    protected static string Program(string variable, string usual) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? named : usual;

    protected static Process Run(ProcessStartInfo command)
    {
        // Debian keeps servers in sbin, which an ordinary user's PATH lacks.
        command.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/local/sbin:/usr/sbin:/sbin";
        command.RedirectStandardOutput = command.RedirectStandardError = true;
        Process started;
        try
        {
            started = Process.Start(command)!;
        }
        catch (System.ComponentModel.Win32Exception error) when (error.NativeErrorCode == NoSuchProgram)
        {
            throw new InvalidOperationException($"{command.FileName} is missing: ./scripts/test installs it and names it.", error);
        }
        // Read and thrown away, or a full pipe would stop the server.
        started.OutputDataReceived += (_, _) => { };
        started.ErrorDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return started;
    }

    protected async Task<bool> AcceptsConnections()
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, process!.Id.ToString()]);
        await kill.WaitForExitAsync();
    }

    private string Ended() => $"{GetType().Name} ended by itself with exit code {process?.ExitCode}.";
}

public sealed class PrivateRedis : PrivateServer
{
    public string ConnectionString => $"127.0.0.1:{Port},abortConnect=false";

    public static async Task<PrivateRedis> Run()
    {
        var redis = new PrivateRedis();
        await redis.Start();
        return redis;
    }

    protected override ProcessStartInfo Command() => new(
        Program("LINYUAN_TEST_REDIS_SERVER", "redis-server"),
        ["--bind", "127.0.0.1", "--port", Port.ToString(), "--dir", Folder, "--save", "", "--appendonly", "no"]);

    protected override Task<bool> Answers() => AcceptsConnections();
}
