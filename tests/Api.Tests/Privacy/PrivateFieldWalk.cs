using System.Collections.Concurrent;
using LinYuan.Tests.Contract;

namespace LinYuan.Tests.Privacy;

/// <summary>
/// Reads every GET of the OpenAPI document as every role with every id that there is, and notes who found which planted marker where:
/// "marker role operation".
/// </summary>
internal sealed class PrivateFieldWalk(IReadOnlyList<Operation> operations, IReadOnlyDictionary<string, Client> roles, IReadOnlyDictionary<string, string> markers)
{
    /// <summary>Answers that are the same for everybody, or about the service itself.</summary>
    private static readonly string[] Elsewhere = ["/openapi/", "/docs", "/health/"];

    /// <summary>Words that lists can be asked with; one that a list does not know is refused and shows nothing.</summary>
    private static readonly string[] Words =
    [
        "pendingReview", "draft", "open", "claimed", "inProgress", "delivered", "disputed", "fulfilled", "pledging", "submitted", "active", "due",
        "waiting", "hidden", "state=delivered",
    ];

    private readonly ConcurrentDictionary<string, byte> found = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Found => [.. found.Keys.Order(StringComparer.Ordinal)];

    public async Task Look(IReadOnlyCollection<string> ids)
    {
        var reads = operations.Where(operation => operation.Method == HttpMethod.Get && !Elsewhere.Any(operation.Path.StartsWith));
        foreach (var operation in reads)
        {
            foreach (var path in Paths(operation, ids))
                await Task.WhenAll(roles.Select(role => Read(role.Key, role.Value, operation, path)));
        }
    }

    private static IEnumerable<string> Paths(Operation operation, IReadOnlyCollection<string> ids)
    {
        var paths = operation.NamesAThing ? ids.Select(operation.At) : [operation.Path];
        string[] queries = operation.Parameters("query").FirstOrDefault(name => name is "status" or "state") is { } filter
            ? ["", .. Words.Select(word => "?limit=100&" + (word.Contains('=', StringComparison.Ordinal) ? word : $"{filter}={word}"))]
            : [""];
        return paths.SelectMany(path => queries.Select(query => path + query));
    }

    private async Task Read(string role, Client who, Operation operation, string path)
    {
        var answer = await who.Get(path);
        foreach (var (marker, text) in markers.Where(marker => answer.Body.Contains(marker.Value, StringComparison.Ordinal)))
            found.TryAdd($"{marker} {role} {operation.Name}", 0);
        if (answer.Status >= 500)
            found.TryAdd($"fault {role} {operation.Name} {path}", 0);
    }
}
