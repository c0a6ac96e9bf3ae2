using System.Runtime.InteropServices;

namespace WeChat.StandIn;

/// <summary>
/// Runs one stand-in until SIGTERM or Ctrl-C. Every member of <see cref="StandInOptions"/> may be set by environment or by command line
/// (<c>--AppId wx…</c>); the address by <c>--urls</c>. Not top-level statements: a test project that refers to this one and to the
/// api must see one global Program only.
/// </summary>
internal static class Program
{
    private const int CannotListen = 1;
    private const int BadOptions = 2;

    private static async Task<int> Main(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        StandInOptions options;
        try
        {
            options = configuration.Get<StandInOptions>() ?? new StandInOptions();
        }
        catch (InvalidOperationException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return BadOptions;
        }

        if (configuration["urls"] is { Length: > 0 } url) options = options with { Url = url };
        try
        {
            await RunUntilStopped(options);
            return 0;
        }
        catch (IOException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return CannotListen;
        }
    }

    private static async Task RunUntilStopped(StandInOptions options)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopped.TrySetResult();
        }

        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        await using var server = await StandInServer.Start(options, TimeProvider.System);
        Console.WriteLine($"WeChat stand-in listening on {server.Address}");
        await stopped.Task;
    }
}
