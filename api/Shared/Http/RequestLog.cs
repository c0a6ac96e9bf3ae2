using System.Diagnostics;

namespace LinYuan.Api.Shared.Http;

/// <summary>One line a request: operation, status, time. No path and no query, which could hold what a person typed.</summary>
public sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // Before the rest runs: when an operation throws, the framework takes the endpoint off the request.
        var operation = context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? "none";
        await next(context);
        LogRequest(
            operation,
            context.Response.StatusCode,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    [LoggerMessage(LogLevel.Information, "{Operation} answered {Status} in {Milliseconds} ms")]
    private partial void LogRequest(string operation, int status, long milliseconds);
}
