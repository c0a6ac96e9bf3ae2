using System.Buffers;
using System.Text.Json;

namespace LinYuan.Api.Shared.Idempotency;

/// <summary>
/// Brings JSON into one form in which two texts of the same meaning are equal: members in the order of their names, no white space,
/// characters and numbers written in one way. A program that makes its request anew for a repeat may write it otherwise.
/// </summary>
internal static class JsonMeaning
{
    /// <summary>What is no JSON stands for itself.</summary>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var written = new ArrayBufferWriter<byte>(text.Length + 16);
            using (var writer = new Utf8JsonWriter(written))
                Write(writer, json.RootElement);
            return written.WrittenMemory;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return text;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                // A name given twice keeps its order: the body is refused for it later.
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in value.EnumerateArray())
                    Write(writer, entry);
                writer.WriteEndArray();
                break;
            case JsonValueKind.Number when value.TryGetDecimal(out var number):
                // 1, 1.0 and 1e0 are one number; a decimal remembers how many zeros it was given.
                writer.WriteNumberValue(number / 1.000000000000000000000000000000000m);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
