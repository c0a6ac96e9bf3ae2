using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization.Metadata;
using LinYuan.Api.Shared.Http;
using Microsoft.OpenApi;

namespace LinYuan.Api.Shared.Contract;

/// <summary>
/// Tells the document what the rules on a request's fields say: which may be left out, and how long a text may be. The generator by
/// itself takes every field of a record for required.
/// </summary>
internal static class RequestFields
{
    public static void Describe(OpenApiSchema schema, JsonTypeInfo type)
    {
        if (!type.Type.Name.EndsWith("Request", StringComparison.Ordinal))
            return;
        foreach (var field in type.Properties)
        {
            var rules = field.AttributeProvider?.GetCustomAttributes(typeof(ValidationAttribute), inherit: true) ?? [];
            if (MayBeLeftOut(field, rules))
                schema.Required?.Remove(field.Name);
            if (rules.OfType<TextAttribute>().FirstOrDefault() is { } text
                && schema.Properties is { } fields && fields.TryGetValue(field.Name, out var found) && found is OpenApiSchema described)
                (described.MinLength, described.MaxLength) = (text.Optional ? 0 : text.Min, text.Max);
        }
    }

    private static bool MayBeLeftOut(JsonPropertyInfo field, object[] rules) =>
        rules.Any(rule => rule is TextAttribute { Optional: true } or PhoneNumberAttribute { Optional: true } or CodeAttribute { Optional: true })
        || (field.IsSetNullable && !rules.Any(rule => rule is NeededAttribute or TextAttribute or PhoneNumberAttribute or CodeAttribute));
}
