using System.Diagnostics;
using LinYuan.Api.Shared.Telemetry;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace LinYuan.Api.Shared.Http;

/// <summary>The one place that writes a refused answer: problem details with a code, a trace id and never an internal detail.</summary>
public static class Problems
{
    private static readonly TimeSpan UsualRetry = TimeSpan.FromSeconds(2);

    public static Task Write(HttpContext context, Refusal refusal)
    {
        RequireDeclared(context, refusal.Error);
        Meters.Refusals.Add(1, new KeyValuePair<string, object?>("code", refusal.Error.Code));
        context.Response.StatusCode = refusal.Error.Status;
        if (refusal.Error.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            context.Response.Headers.RetryAfter = $"{Math.Ceiling((refusal.RetryAfter ?? UsualRetry).TotalSeconds):0}";
        context.Response.Headers.CacheControl = "no-store";
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return context.Response.WriteAsJsonAsync(Details(context, refusal), json, "application/problem+json");
    }

    private static ProblemDetails Details(HttpContext context, Refusal refusal)
    {
        var details = new ProblemDetails
        {
            Type = "urn:linyuan:" + refusal.Error.Code,
            Title = refusal.Title,
            Status = refusal.Error.Status,
            Extensions =
            {
                ["code"] = refusal.Error.Code,
                ["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
            },
        };
        if (refusal.Fields is not null)
            details.Extensions["errors"] = refusal.Fields;
        if (refusal.Changes is not null)
            details.Extensions["changes"] = refusal.Changes;
        return details;
    }

    /// <summary>With strict refusals on (tests), a code that the route line does not declare is a bug that shows at once.</summary>
    private static void RequireDeclared(HttpContext context, ErrorCode error)
    {
        // When an operation throws, the framework takes the endpoint off the request and keeps it beside the error.
        var endpoint = context.Features.Get<IExceptionHandlerFeature>()?.Endpoint ?? context.GetEndpoint();
        var declared = endpoint?.Metadata.GetMetadata<MayRefuse>();
        if (declared is null || RequestErrors.Everywhere.Contains(error.Code) || declared.Codes.Contains(error))
            return;
        if (context.RequestServices.GetRequiredService<IOptions<HttpOptions>>().Value.StrictRefusals)
            throw new InvalidOperationException($"{error.Code} is not declared on the route that refused with it.");
    }
}

/// <summary>Section "Http".</summary>
public sealed record HttpOptions
{
    /// <summary>Makes an undeclared refusal an error; for tests.</summary>
    public bool StrictRefusals { get; set; }

    /// <summary>Requests a minute that one signed-in person may make.</summary>
    public int PersonPerMinute { get; set; } = 600;

    /// <summary>Requests a minute from one address without a session; a whole office may share one.</summary>
    public int OpenPerMinute { get; set; } = 6000;

    /// <summary>Sign-ins a minute from one address.</summary>
    public int SignInsPerMinute { get; set; } = 600;

    /// <summary>
    /// Session tokens that nobody holds and that we never gave out, a minute from one address. Who holds one that we gave out is not
    /// counted, so a whole carrier's customers may come from one address.
    /// </summary>
    public int UnknownTokensPerMinute { get; set; } = 300;
}

/// <summary>The refusals that a route line declares; feeds OpenAPI and the contract's error list.</summary>
public sealed record MayRefuse(IReadOnlyList<ErrorCode> Codes);
