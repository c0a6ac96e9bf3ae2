using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LinYuan.Tests.Contract;

/// <summary>Makes requests from the document: any operation, by anyone, with values that fit and values that do not.</summary>
internal sealed class FuzzRequests
{
    private static readonly string[] OddIds = ["0", "-1", "1.5", "abc", "999999999999", "99999999999999999999", "%E6%97%A0", "1'", "%F0%9F%99%82", new('9', 400)];
    private static readonly string[] ContentTypes = ["text/plain", "application/json;charset=bogus", "application/xml", "nonsense", "multipart/form-data; boundary=x", "application/json; charset=\"utf-8\""];

    private static readonly (string Name, string Value)[] OddHeaders =
    [
        ("If-None-Match", "\"x\", W/\"y\", *"), ("Accept", "text/csv"), ("Accept", "nonsense;;q"), ("Range", "bytes=0-"), ("Content-Encoding", "gzip"), ("X-HTTP-Method-Override", "DELETE"),
        ("X-Forwarded-For", "nonsense"), ("Origin", "null"), ("Cookie", "a=b; ;="), ("Expect", "nonsense"), ("Transfer-Encoding", "identity"), ("traceparent", "00-0-0-0"),
    ];

    private readonly IReadOnlyList<Operation> operations;
    private readonly FuzzIds ids;
    private readonly Random random;
    private readonly FuzzValues values;

    public FuzzRequests(IReadOnlyList<Operation> operations, JsonElement document, FuzzIds ids, int seed)
    {
        (this.operations, this.ids, random) = (operations, ids, new Random(seed));
        values = new FuzzValues(random, document.GetProperty("components").GetProperty("schemas"), ids.Community, () => ids.One(random));
    }

    public T One<T>(IReadOnlyList<T> among) => values.One(among);

    public (Operation Operation, HttpRequestMessage Request, string Sent) Next()
    {
        var operation = values.One(operations);
        var method = values.Chance(0.02) ? values.One([HttpMethod.Put, HttpMethod.Options, HttpMethod.Head, HttpMethod.Trace, new HttpMethod("X")]) : operation.Method;
        var target = PathOf(operation) + QueryOf(operation);
        var request = new HttpRequestMessage(method, target);
        var body = method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Trace ? null : BodyOf(operation);
        if (body is not null)
            request.Content = ContentOf(operation, body);
        if ((operation.NeedsKey || values.Chance(0.1)) && !values.Chance(0.03))
            request.Headers.TryAddWithoutValidation("Idempotency-Key", values.Chance(0.05) ? "the-same-key" : values.Chance(0.03) ? "short" : Guid.NewGuid().ToString());
        if (values.Chance(0.1))
            Add(request, values.One(OddHeaders));
        return (operation, request, $"{method} {target} {body}");
    }

    private static void Add(HttpRequestMessage request, (string Name, string Value) header)
    {
        if (!header.Name.StartsWith("Content-", StringComparison.Ordinal))
            request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        else
            request.Content?.Headers.TryAddWithoutValidation(header.Name, header.Value);
    }

    private string PathOf(Operation operation) => string.Join('/', operation.Path.Split('/')
        .Select(part => !part.StartsWith('{') ? part : values.Chance(0.85) ? ids.One(random) : values.One(OddIds)));

    private string QueryOf(Operation operation)
    {
        var words = operation.Parameters("query").Where(_ => values.Chance(0.35)).Select(name => $"{name}={QueryValue(operation, name)}").ToList();
        if (values.Chance(0.04))
            words.Add($"{Uri.EscapeDataString(values.Text())}=1");
        if (values.Chance(0.01) && words.Count > 0)
            words.Add(words[0]);
        return words.Count == 0 ? "" : "?" + string.Join('&', words);
    }

    private string QueryValue(Operation operation, string name) => Uri.EscapeDataString(
        name.EndsWith("Id", StringComparison.Ordinal) && values.Chance(0.8) ? ids.One(random)
        : name == "limit" && values.Chance(0.7) ? random.Next(1, 101).ToString()
        : values.Chance(0.5) && WordsOf(operation, name) is { Count: > 0 } words ? values.One(words)
        : values.Text());

    /// <summary>What a status may be is in the text of a refusal only; these are the words of several lists.</summary>
    private static IReadOnlyList<string> WordsOf(Operation operation, string name) => name switch
    {
        "status" => ["open", "submitted", "active", "pendingReview", "applied", "closed", "suspect", "shown", "checking", "appointed"],
        "category" => ["microSafety", "microService"],
        "near" => ["30.2,120.1", "0,0", "90,180"],
        "radiusMeters" => ["500", "1"],
        "facility" => ["water", "rest"],
        "level" => ["grid", "community"],
        _ => operation.Parameters("query").Contains("cold") ? ["true", "false"] : [],
    };

    private string? BodyOf(Operation operation)
    {
        if (!operation.Spec.TryGetProperty("requestBody", out var described))
            return values.Chance(0.8) ? null : values.One(["{}", "{\"a\":1}", "[", "null"]);
        if (!described.GetProperty("content").TryGetProperty("application/json", out var json))
            return values.Text();
        var body = values.Json(json.GetProperty("schema"), values.One([0, 0, 0.03, 0.3]));
        return values.Chance(0.04) ? body[..random.Next(body.Length)] : values.Chance(0.01) ? new string('[', 60_000) : values.Chance(0.01) ? new string(' ', 100_000) : body;
    }

    private HttpContent ContentOf(Operation operation, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        if (values.Chance(0.02) && bytes.Length > 0)
            bytes[random.Next(bytes.Length)] = 0xC3;
        if (operation.TakesFile && values.Chance(0.8))
        {
            var file = new ByteArrayContent(bytes);
            file.Headers.TryAddWithoutValidation("Content-Type", values.One(["image/jpeg", "text/html", "nonsense"]));
            return new MultipartFormDataContent { { file, values.One(["file", "file", "other"]), values.Chance(0.1) ? "../a" : "a.jpg" } };
        }
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (values.Chance(0.03))
        {
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", values.One(ContentTypes));
        }
        return content;
    }
}

/// <summary>Ids that exist, as they become known: those of places and of what earlier requests have made.</summary>
internal sealed class FuzzIds(string community, params IEnumerable<string> known)
{
    private const int Most = 60;
    private readonly Lock gate = new();
    private readonly List<string> all = [community, .. known];

    /// <summary>The one that the people belong to.</summary>
    public string Community { get; } = community;

    public string One(Random random)
    {
        lock (gate)
            return all[random.Next(all.Count)];
    }

    public void Learn(string id)
    {
        lock (gate)
        {
            if (!all.Contains(id))
                all.Add(id);
            // The ids of all things are small numbers, so that one of a wish is mostly one of a station as well.
            if (all.Count > Most)
                all.RemoveAt(all.Count / 2);
        }
    }
}
