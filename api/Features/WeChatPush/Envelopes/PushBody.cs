using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;

namespace LinYuan.Api.Features.WeChatPush.Envelopes;

/// <summary>
/// Reads a pushed text, JSON or XML, into one shape: objects, lists, and every value a string. WeChat writes the same field as a number
/// in one message and as a text in the next, and in XML all are texts.
/// </summary>
public static class PushBody
{
    // WeChat's own messages have four levels; a bound keeps the reader below off the end of the stack.
    private const int Deepest = 16;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null when it is neither, has a DTD, is nested too deep, or names a field of an object twice.</returns>
    public static JsonObject? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var text = Utf8.GetString(body.Span).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
            // By its first letter: the content type is not to be relied on.
            return text.StartsWith('<') ? PushXml.Read(text) : ReadJson(text);
        }
        // InvalidOperationException: a \u escape that is half of a character.
        catch (Exception error) when (error is JsonException or XmlException or DecoderFallbackException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The field's text; null when there is none or it is an object or a list.</summary>
    public static string? Text(JsonObject node, string field) =>
        node[field] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject? ReadJson(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Deepest, AllowDuplicateProperties = false });
        return Of(document.RootElement) as JsonObject;
    }

    private static JsonNode? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(element.EnumerateObject().Select(field => KeyValuePair.Create(field.Name, Of(field.Value)))),
        JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Of)]),
        JsonValueKind.Null => null,
        JsonValueKind.String => JsonValue.Create(element.GetString()),
        _ => JsonValue.Create(element.GetRawText()),
    };
}
