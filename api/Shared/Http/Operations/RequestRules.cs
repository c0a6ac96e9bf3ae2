using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Shared.Http;

/// <summary>Checks a request against the rules that stand on its fields, the same that the contract reads.</summary>
internal static class RequestRules
{
    /// <summary>What is wrong, by field as the client wrote it; null when nothing is.</summary>
    public static async Task<IReadOnlyDictionary<string, string[]>?> Check(object request, HttpContext http, CancellationToken ct)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<ValidationOptions>>().Value;
        if (!options.TryGetValidatableTypeInfo(request.GetType(), out var rules))
            return null;
        var check = new ValidateContext
        {
            ValidationOptions = options,
            ValidationContext = new ValidationContext(request, http.RequestServices, null),
        };
        await rules.ValidateAsync(request, check, ct);
        return check.ValidationErrors is not { Count: > 0 } errors
            ? null
            : errors.ToDictionary(entry => FieldName(entry.Key), entry => entry.Value, StringComparer.Ordinal);
    }

    /// <summary>"Contact.Phone" as the client wrote it: "contact.phone".</summary>
    internal static string FieldName(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
