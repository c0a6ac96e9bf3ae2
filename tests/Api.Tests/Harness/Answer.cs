using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LinYuan.Tests.Harness;

/// <summary>
/// What the api answered. <c>answer.ShouldBe(201)</c> and <c>answer.ShouldBeRefused(409, "wish.not_claimable")</c> print the body when
/// it is another answer; <c>answer["lease.contactBy"]</c> and <c>answer.Text("wish.status")</c> read a field by its path.
/// </summary>
public sealed record Answer(int Status, byte[] Bytes, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders, string Request)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Bytes);

    /// <summary>The problem's code; null when the answer is no problem.</summary>
    public string? Code => ContentHeaders.ContentType?.MediaType == "application/problem+json" ? Text("code") : null;

    public string Id => Text("id") ?? throw new InvalidOperationException($"There is no id in {Body}");

    public IReadOnlyList<JsonElement> Items => [.. this["items"].EnumerateArray()];

    public bool IsReplay => Header("Idempotent-Replayed") == "true";

    /// <summary>The field at a path such as <c>wish.id</c> or <c>items.0.id</c>; throws when it is not there.</summary>
    public JsonElement this[string path]
    {
        get
        {
            var at = Json;
            foreach (var step in path.Split('.'))
            {
                var found = at.ValueKind == JsonValueKind.Array && int.TryParse(step, out var index) && index < at.GetArrayLength()
                    ? at[index]
                    : at.ValueKind == JsonValueKind.Object && at.TryGetProperty(step, out var field) ? field : default;
                at = found.ValueKind != JsonValueKind.Undefined ? found : throw Unexpected($"\"{path}\" in it");
            }
            return at;
        }
    }

    /// <summary>A field's text; null when it is null.</summary>
    public string? Text(string path) => this[path].ValueKind == JsonValueKind.String ? this[path].GetString() : ToText(this[path]);

    public int Number(string path) => this[path].GetInt32();

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    /// <summary>Fails, printing the body, unless the status is this one.</summary>
    public Answer ShouldBe(int status) => Status == status ? this : throw Unexpected($"status {status}");

    /// <summary>Fails unless it is problem details with this status and code, a Chinese title and a trace id.</summary>
    public Answer ShouldBeRefused(int status, string code)
    {
        if (Status != status || Code != code)
            throw Unexpected($"{status} {code}");
        var shown = Text("title") is { } title && title.Any(letter => letter is >= '\u4E00' and <= '\u9FFF');
        if (!shown || Text("traceId") is not { Length: > 0 } || Number("status") != status || Text("type") != "urn:linyuan:" + code)
            throw Unexpected("a whole problem (type, title, status, traceId)");
        if (status is 429 or 503 && Header("Retry-After") is not { Length: > 0 })
            throw Unexpected("a Retry-After header");
        return this;
    }

    private static string? ToText(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.ToString();

    private Xunit.Sdk.XunitException Unexpected(string wanted) =>
        new($"{Request} should have answered {wanted}, but answered {Status}:\n{(Body.Length > 2_000 ? Body[..2_000] + " …" : Body)}");
}
