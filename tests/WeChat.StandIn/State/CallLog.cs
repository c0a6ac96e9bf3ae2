using System.Text.Json;
using System.Text.Json.Nodes;

namespace WeChat.StandIn;

/// <summary>
/// One call as received. Secrets and tokens are masked. <see cref="Effect"/> says that it changed something or was answered in full;
/// <see cref="Errcode"/> is null when a bare HTTP status went back.
/// </summary>
public sealed record RecordedCall(
    DateTimeOffset At, string Method, string Path, IReadOnlyDictionary<string, string> Query, JsonElement? Body, bool Effect, int? Errcode);

/// <summary>The latest calls; older ones are dropped so that a load run does not fill the memory.</summary>
internal sealed class CallLog
{
    private const int MostCalls = 50_000;
    private const string Mask = "***";

    private readonly Queue<RecordedCall> _calls = new();

    public IReadOnlyList<RecordedCall> List(string? path = null) =>
        [.. _calls.Where(call => path is null || string.Equals(call.Path, path, StringComparison.Ordinal))];

    public void Clear() => _calls.Clear();

    public void Add(Call call, Answer answer)
    {
        if (_calls.Count == MostCalls) _calls.Dequeue();
        var query = call.Query.ToDictionary(pair => pair.Key, pair => IsSecret(pair.Key) ? Mask : pair.Value, StringComparer.Ordinal);
        _calls.Enqueue(new RecordedCall(call.At, call.Method, call.Path, query, Masked(call.Body), answer.Effect, answer.Errcode));
    }

    private static bool IsSecret(string name) => name is "secret" or "access_token";

    private static JsonElement? Masked(JsonElement? body)
    {
        if (body is not { ValueKind: JsonValueKind.Object } original || !original.TryGetProperty("secret", out _)) return body;
        var copy = JsonObject.Create(original)!;
        copy["secret"] = Mask;
        return JsonSerializer.SerializeToElement(copy);
    }
}
