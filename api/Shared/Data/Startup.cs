namespace LinYuan.Api.Shared.Data;

/// <summary>
/// Migrates in the background until it succeeds: the process may be started before its database and becomes ready by itself. Until
/// then requests are answered with 503.
/// </summary>
public sealed partial class Startup(Migrator migrator, ILogger<Startup> logger) : BackgroundService
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the schema is up to date.</summary>
    public Task Ready => ready.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await migrator.Migrate();
                ready.TrySetResult();
                return;
            }
            catch (DatabaseUnavailableException error)
            {
                LogWaiting(error);
                await Task.Delay(TimeSpan.FromMilliseconds(500), stoppingToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Waiting for the database")]
    private partial void LogWaiting(Exception error);
}
