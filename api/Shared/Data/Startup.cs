using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Shared.Data;

/// <summary>
/// Migrates and converts in the background until it succeeds: the process may be started before its database and becomes ready by
/// itself. Until then requests are answered with 503.
/// </summary>
public sealed partial class Startup(Migrator migrator, SealColumns seal, Db db, ILogger<Startup> logger) : BackgroundService
{
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the schema is up to date.</summary>
    public Task Ready => ready.Task;

    /// <summary>
    /// Reads one row of a real table: a node without its cluster's majority still answers a mere SELECT 1. Throws when it cannot be read.
    /// </summary>
    public Task ReadSchema() => db.Read(session => session.Find<string>("SELECT name FROM schema_migrations LIMIT 1"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await migrator.Migrate();
                await seal.Run(stoppingToken);
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
