using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LinYuan.Tests.Shared.Telemetry;

/// <summary>What goes to a collector, read by one that only listens.</summary>
public sealed class ExportedTelemetryTests
{
    [Fact]
    public async Task Routes_and_meters_go_out_and_nothing_that_a_person_typed()
    {
        ConcurrentBag<string> received = [];
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/{**path}", async (HttpContext context) =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body);
            received.Add(Encoding.Latin1.GetString(body.ToArray()));
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        await using var lane = await Lane.Start(new LaneSettings
        {
            Options = new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            },
        });

        await (await lane.NewPerson()).Get("/api/v1/wishes/typed-by-somebody?note=typed-too");
        lane.Part<TracerProvider>().ForceFlush();
        lane.Part<MeterProvider>().ForceFlush();

        var all = string.Concat(received);
        all.ShouldContain("/api/v1/wishes/{id}");
        all.ShouldContain("linyuan.database.wait");
        all.ShouldNotContain("typed-by-somebody");
        all.ShouldNotContain("typed-too");
        all.ShouldNotContain("js_code=");
    }
}
