using LinYuan.Api.Shared.Jobs;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LinYuan.Api.Shared.Telemetry;

/// <summary>Not ready while a background loop gets nothing done: requests would be served, and nobody would be told of anything.</summary>
public sealed class LoopHealth(BackgroundLoop loop) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(loop.IsStuck ? HealthCheckResult.Unhealthy("gets nothing done") : HealthCheckResult.Healthy());
}

public static class LoopHealthRegistration
{
    /// <param name="name">Under which readiness tells of it.</param>
    public static void AddWatchedLoop<TLoop>(this IServiceCollection services, string name)
        where TLoop : BackgroundLoop
    {
        services.AddSingleton<TLoop>();
        services.AddHostedService(provider => provider.GetRequiredService<TLoop>());
        services.AddHealthChecks().Add(new HealthCheckRegistration(
            name, provider => new LoopHealth(provider.GetRequiredService<TLoop>()), HealthStatus.Unhealthy, tags: null));
    }
}
