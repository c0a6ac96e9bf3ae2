using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LinYuan.Api.Shared.Cache;

/// <summary>How cached values are written in Redis.</summary>
public static class CacheJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        // Redis is no web page: unescaped, Chinese takes half the room.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <returns>False for a value of another shape, as another release may have left it: a miss.</returns>
    public static bool TryRead<T>(string text, out T value)
    {
        try
        {
            value = JsonSerializer.Deserialize<T>(text, Options)!;
            return true;
        }
        catch (JsonException)
        {
            value = default!;
            return false;
        }
    }
}
