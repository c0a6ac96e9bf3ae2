using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Telemetry;

/// <summary>Section "Stop".</summary>
public sealed record StopOptions
{
    /// <summary>
    /// How long requests are still taken after readiness has turned 503: longer than it takes whatever sends them here to notice, so that
    /// none meets a closed door. Behind a balancer that looks every few seconds it is to be set longer.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:15")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>All of the stop together; what is not done by then is cut.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Limit { get; set; } = TimeSpan.FromSeconds(20);
}

/// <summary>
/// The order of a stop: readiness tells first, the loops give back what they have not begun, and only after the grace period does the
/// server close its door and finish what it has.
/// </summary>
public sealed class GracefulStop(IHostApplicationLifetime lifetime, IOptions<StopOptions> options, TimeProvider time) : IHostedLifecycleService, IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy("stopping") : HealthCheckResult.Healthy());

    /// <summary>Runs before the server or any other service is stopped, which all wait for it.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(options.Value.Grace, time, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

public static class GracefulStopRegistration
{
    public static void AddGracefulStop(this IServiceCollection services)
    {
        services.AddOptions<StopOptions>().BindConfiguration("Stop").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<StopOptions>>((host, stop) => host.ShutdownTimeout = stop.Value.Limit);
        services.AddSingleton<GracefulStop>();
        services.AddHostedService(provider => provider.GetRequiredService<GracefulStop>());
        services.AddHealthChecks().AddCheck<GracefulStop>("process");
    }
}
