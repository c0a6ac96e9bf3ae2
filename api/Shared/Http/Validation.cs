using System.Diagnostics;
using System.Text.Json;

namespace LinYuan.Api.Shared.Http;

/// <summary>Gives the framework's own validation answers the same code, title and trace id as every other refusal.</summary>
internal static class Validation
{
    public static void InOurWords(ProblemDetailsContext context)
    {
        if (context.ProblemDetails is not HttpValidationProblemDetails invalid)
            return;
        invalid.Errors = invalid.Errors.ToDictionary(entry => FieldName(entry.Key), entry => entry.Value, StringComparer.Ordinal);
        context.ProblemDetails.Type = "urn:linyuan:" + RequestErrors.Invalid.Code;
        context.ProblemDetails.Title = RequestErrors.Invalid.Title;
        context.ProblemDetails.Status = RequestErrors.Invalid.Status;
        context.ProblemDetails.Extensions["code"] = RequestErrors.Invalid.Code;
        context.ProblemDetails.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;
    }

    /// <summary>"Contact.Phone" as the client wrote it: "contact.phone".</summary>
    private static string FieldName(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
