using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace LinYuan.Api.Features.WeChatPush;

/// <summary>
/// Reads a pushed text, JSON or XML, into one shape: objects, lists, and every value a string. WeChat writes the same field as a number
/// in one message and as a text in the next, and in XML all are texts.
/// </summary>
public static class PushBody
{
    // WeChat's own messages have four levels; a bound keeps the readers below off the end of the stack.
    private const int Deepest = 16;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null when it is neither, has a DTD, is nested too deep, or names a field of an object twice.</returns>
    public static JsonObject? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var text = Utf8.GetString(body.Span).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
            // By its first letter: the content type is not to be relied on.
            return text.StartsWith('<') ? ReadXml(text) : ReadJson(text);
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

    private static JsonObject? ReadXml(string text)
    {
        // No DTD, and with it no entity that grows and no file or address that is fetched.
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        return Of(XDocument.Load(reader).Root!, Deepest) as JsonObject;
    }

    private static JsonNode? Of(XElement element, int deeper)
    {
        if (!element.HasElements)
            return JsonValue.Create(element.Value);
        if (deeper == 0)
            throw new XmlException("Nested too deep.");
        var fields = new JsonObject();
        // An element that occurs several times is a list; one that occurs once may be a list of one, which whoever reads it must allow for.
        foreach (var named in element.Elements().GroupBy(child => child.Name.LocalName, child => Of(child, deeper - 1), StringComparer.Ordinal))
            fields[named.Key] = named.Count() == 1 ? named.First() : new JsonArray([.. named]);
        return fields;
    }
}
