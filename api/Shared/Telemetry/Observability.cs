using System.Diagnostics;
using LinYuan.Api.Shared.Cache;
using LinYuan.Api.Shared.Data;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
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
            ExportTelemetry(builder.Services);
    }

    private static void ExportTelemetry(IServiceCollection services) => services.AddOpenTelemetry()
        .WithMetrics(metrics => metrics.AddMeter(Meters.Name).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation().AddOtlpExporter())
        .WithTracing(traces => traces.AddSource("MySqlConnector").AddOtlpExporter()
            // A path may hold what a person typed, and WeChat's addresses hold our secret and people's codes: the route and the host stay.
            .AddAspNetCoreInstrumentation(options => options.EnrichWithHttpRequest = (activity, _) => activity.SetTag("url.path", null).SetTag("url.query", null))
            .AddHttpClientInstrumentation(options => options.EnrichWithHttpRequestMessage = (activity, request) =>
                activity.SetTag("url.full", request.RequestUri?.GetLeftPart(UriPartial.Authority))));

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

    private sealed class DatabaseHealth(Startup startup) : IHealthCheck
    {
        /// <summary>Whoever asks for readiness waits no longer than this; a request that is under way may.</summary>
        private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (!startup.Ready.IsCompletedSuccessfully)
                return HealthCheckResult.Unhealthy("not migrated yet");
            try
            {
                await startup.ReadSchema().WaitAsync(AnswerLimit, cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception error) when (error is DatabaseUnavailableException or MySqlException or TimeoutException)
            {
                return HealthCheckResult.Unhealthy("no answer");
            }
        }
    }

    private sealed class RedisHealth(RedisLink redis) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(redis.IsUp ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("served without it"));
    }
}
