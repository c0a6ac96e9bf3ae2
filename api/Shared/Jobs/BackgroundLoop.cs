using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Jobs;

/// <summary>Runs one piece of work over and over, with a pause when there was nothing to do; survives whatever the work throws.</summary>
public abstract partial class BackgroundLoop(Startup startup, ILogger logger) : BackgroundService
{
    protected abstract TimeSpan Pause { get; }

    protected abstract Task<int> Work(CancellationToken cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await startup.Ready.WaitAsync(stoppingToken);
            while (true)
            {
                if (await Once(stoppingToken) == 0)
                    await Task.Delay(Pause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
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
        catch (DatabaseUnavailableException)
        {
            return 0;
        }
        catch (Exception error) when (error is not OperationCanceledException)
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

public sealed class JobLoop(JobRunner runner, IOptions<JobOptions> options, Startup startup, ILogger<JobLoop> logger)
    : BackgroundLoop(startup, logger)
{
    protected override TimeSpan Pause => options.Value.Poll;

    /// <summary>Always pauses: what has just been run is not due again.</summary>
    protected override async Task<int> Work(CancellationToken cancellation)
    {
        await runner.RunDue(cancellation);
        return 0;
    }
}

public sealed class OutboxLoop(OutboxWorker worker, IOptions<OutboxOptions> options, Startup startup, ILogger<OutboxLoop> logger)
    : BackgroundLoop(startup, logger)
{
    protected override TimeSpan Pause => options.Value.Poll;

    protected override Task<int> Work(CancellationToken cancellation) => worker.DeliverDue(cancellation);
}
