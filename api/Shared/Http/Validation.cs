using System.Diagnostics;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Gives the framework's own validation answers the same code, title and trace id as every other refusal, whatever form of answer the
/// request asks for: the framework's own writer would leave them out where no JSON is wanted.
/// </summary>
internal sealed class Validation(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => context.ProblemDetails is HttpValidationProblemDetails;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var invalid = (HttpValidationProblemDetails)context.ProblemDetails;
        invalid.Errors = invalid.Errors.ToDictionary(entry => RequestRules.FieldName(entry.Key), entry => entry.Value, StringComparer.Ordinal);
        invalid.Type = "urn:linyuan:" + RequestErrors.Invalid.Code;
        invalid.Title = RequestErrors.Invalid.Title;
        invalid.Status = RequestErrors.Invalid.Status;
        invalid.Extensions["code"] = RequestErrors.Invalid.Code;
        invalid.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
        context.HttpContext.Response.StatusCode = RequestErrors.Invalid.Status;
        await context.HttpContext.Response.WriteAsJsonAsync(invalid, json.Value.SerializerOptions, "application/problem+json");
    }
}
