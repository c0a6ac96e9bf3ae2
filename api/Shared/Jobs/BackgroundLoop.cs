using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Jobs;

/// <summary>Runs one piece of work over and over, with a pause when there was nothing to do; survives whatever the work throws.</summary>
/// <remarks>It ends as soon as the process is asked to stop, while requests are still served.</remarks>
public abstract partial class BackgroundLoop(Startup startup, IHostApplicationLifetime lifetime, TimeProvider time, ILogger logger) : BackgroundService
{
    private const long NotBegun = long.MinValue;
    private long lastProgress = NotBegun;

    /// <summary>Whether it has got nothing done for longer than it may, or has ended while the process goes on.</summary>
    public bool IsStuck => Interlocked.Read(ref lastProgress) is not NotBegun and var last && time.GetElapsedTime(last) > StuckAfter;

    protected abstract TimeSpan Pause { get; }

    protected abstract TimeSpan StuckAfter { get; }

    protected abstract Task<int> Work(CancellationToken cancellation);

    /// <summary>To be called after each piece of work, so that a round of many may take its time and one that hangs is seen.</summary>
    protected void Progress() => Interlocked.Exchange(ref lastProgress, time.GetTimestamp());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            await startup.Ready.WaitAsync(either.Token);
            while (!either.IsCancellationRequested)
            {
                Progress();
                if (await Once(either.Token) == 0)
                    await Task.Delay(Pause, time, either.Token);
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            LogStopped(GetType().Name);
        }
    }

    private async Task<int> Once(CancellationToken cancellation)
    {
        try
        {
            return await Work(cancellation);
        }
        catch (Exception error) when (error is DatabaseUnavailableException || (error is MySqlException busy && busy.IsBusy()))
        {
            return 0;
        }
        // A cancellation that is not ours is a fault of the work like any other, and no reason to end the loop.
        catch (Exception error) when (error is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogFailed(error, GetType().Name);
            return 0;
        }
    }

    [LoggerMessage(LogLevel.Error, "{Loop} failed and goes on")]
    private partial void LogFailed(Exception error, string loop);

    [LoggerMessage(LogLevel.Debug, "{Loop} stopped")]
    private partial void LogStopped(string loop);
}

public sealed class JobLoop(
    JobRunner runner, IOptions<JobOptions> options, Startup startup, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<JobLoop> logger)
    : BackgroundLoop(startup, lifetime, time, logger)
{
    protected override TimeSpan Pause => options.Value.Poll;

    protected override TimeSpan StuckAfter => options.Value.StuckAfter;

    /// <summary>Always pauses: what has just been run is not due again.</summary>
    protected override async Task<int> Work(CancellationToken cancellation)
    {
        await runner.RunDue(cancellation, Progress);
        return 0;
    }
}

public sealed class OutboxLoop(
    OutboxWorker worker, IOptions<OutboxOptions> options, Startup startup, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<OutboxLoop> logger)
    : BackgroundLoop(startup, lifetime, time, logger)
{
    protected override TimeSpan Pause => options.Value.Poll;

    protected override TimeSpan StuckAfter => options.Value.StuckAfter;

    protected override Task<int> Work(CancellationToken cancellation) => worker.DeliverDue(cancellation, Progress);
}
