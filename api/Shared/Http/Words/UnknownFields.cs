using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Metadata;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Names the fields of a body that its type does not have, inner ones as well, each with the field that was probably meant. The reader of
/// JSON stops at the first of them and knows no others, so the body, which is kept for the request, is gone through once more.
/// </summary>
internal static class UnknownFields
{
    private const int MostNamed = 20;

    public static Dictionary<string, string[]> In(HttpContext context, Endpoint? endpoint, JsonSerializerOptions json)
    {
        var found = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (context.Request.Body is not MemoryStream body || endpoint?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not { } type)
            return found;
        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            Look(document.RootElement, json.GetTypeInfo(type), "", found);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or a name that is no text: then nothing in it can be named.
        }
        return found;
    }

    private static void Look(JsonElement value, JsonTypeInfo type, string path, Dictionary<string, string[]> found)
    {
        switch (type.Kind, value.ValueKind)
        {
            case (JsonTypeInfoKind.Object, JsonValueKind.Object):
                LookAtFields(value, type, path, found);
                break;
            case (JsonTypeInfoKind.Enumerable, JsonValueKind.Array):
                foreach (var (index, entry) in value.EnumerateArray().Index())
                    Look(entry, type.Options.GetTypeInfo(type.ElementType!), $"{path}[{index}]", found);
                break;
        }
    }

    private static void LookAtFields(JsonElement value, JsonTypeInfo type, string path, Dictionary<string, string[]> found)
    {
        var fields = type.Properties.Where(field => !field.IsExtensionData).ToDictionary(field => field.Name, StringComparer.OrdinalIgnoreCase);
        var takesAny = fields.Count < type.Properties.Count;
        foreach (var given in value.EnumerateObject())
        {
            var at = path.Length == 0 ? given.Name : $"{path}.{given.Name}";
            if (fields.TryGetValue(given.Name, out var field))
                Look(given.Value, type.Options.GetTypeInfo(field.PropertyType), at, found);
            else if (!takesAny && found.Count < MostNamed)
                found.TryAdd(NearestWord.Shortened(at), [NearestWord.Hint(given.Name, fields.Keys)]);
        }
    }
}
