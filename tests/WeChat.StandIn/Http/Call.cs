using System.Text.Json;

namespace WeChat.StandIn;

/// <summary>One call as it came in. <see cref="Body"/> is null when there was none or it was not JSON.</summary>
internal sealed record Call(
    string Method, string Path, IReadOnlyDictionary<string, string> Query, bool HasBody, JsonElement? Body, DateTimeOffset At)
{
    public static async Task<Call> Read(HttpRequest request, DateTimeOffset at)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, request.HttpContext.RequestAborted);
        var query = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        return new Call(request.Method, request.Path.Value ?? "", query, buffer.Length > 0, Parse(buffer), at);
    }

    public string? QueryText(string name) => Query.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    /// <summary>Null when the field is absent, empty or not a string: WeChat does not tell these apart either.</summary>
    public string? Text(string name) =>
        Field(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>Null when the field is absent or not a whole number.</summary>
    public int? Number(string name) =>
        Field(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt32(out var number) ? number : null;

    public bool Has(string name) => Field(name) is { ValueKind: not JsonValueKind.Null };

    public JsonElement? Field(string name) =>
        Body is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement? Parse(MemoryStream buffer)
    {
        if (buffer.Length == 0) return null;
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
