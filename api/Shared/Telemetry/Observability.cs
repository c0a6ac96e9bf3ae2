using System.Diagnostics;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LinYuan.Api.Shared.Telemetry;

/// <summary>Logs as JSON lines with trace ids, health for load balancers, and OTLP export when an endpoint is set.</summary>
public static class Observability
{
    public static void AddObservability(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);
        builder.Logging.AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
        });
        HidePaths(builder);
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<RedisHealth>("redis");
        if (!string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            builder.Services.AddHostedService<OtlpExport>();
    }

    /// <summary>
    /// The framework puts the path of the request beside every line, and a path may hold what a person typed. Without its logger it
    /// starts no activity by itself, so a listener asks for the one that carries the trace id.
    /// </summary>
    private static void HidePaths(WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        });
    }

    /// <summary>Live: the process answers. Ready: it can serve; without Redis it still can.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = Write }).AllowAnonymous();
    }

    private static Task Write(HttpContext context, HealthReport report)
    {
        if (report.Status == HealthStatus.Unhealthy)
            context.Response.Headers.RetryAfter = "2";
        return context.Response.WriteAsJsonAsync(new
        {
            status = report.Status.ToString().ToLowerInvariant(),
            parts = report.Entries.ToDictionary(entry => entry.Key, entry => entry.Value.Status.ToString().ToLowerInvariant()),
        });
    }

    private sealed class DatabaseHealth(Db db, Startup startup) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!startup.Ready.IsCompletedSuccessfully)
                return HealthCheckResult.Unhealthy("not migrated yet");
            try
            {
                await db.Read(session => session.Scalar<int>("SELECT 1"));
                return HealthCheckResult.Healthy();
            }
            catch (DatabaseUnavailableException)
            {
                return HealthCheckResult.Unhealthy("no connection");
            }
        }
    }

    private sealed class RedisHealth(RedisLink redis) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(redis.IsUp ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("served without it"));
    }

    private sealed class OtlpExport : IHostedService, IDisposable
    {
        private MeterProvider? meters;
        private TracerProvider? traces;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            meters = Sdk.CreateMeterProviderBuilder().AddMeter(Meters.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter().Build();
            traces = Sdk.CreateTracerProviderBuilder().AddSource("Microsoft.AspNetCore").AddOtlpExporter().Build();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            meters?.Dispose();
            traces?.Dispose();
        }
    }
}
