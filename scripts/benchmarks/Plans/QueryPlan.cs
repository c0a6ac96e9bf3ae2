using System.Text.Json;
using Dapper;

namespace LinYuan.Benchmarks.Plans;

/// <summary>
/// The facts of a plan that must not change unnoticed: which tables are read in which way, along which key and how many of its columns,
/// and whether rows are sorted or gathered aside. Estimates of rows are left out: they vary with the data.
/// </summary>
internal static class QueryPlan
{
    public static async Task<IReadOnlyList<string>> Of(MySqlConnection connection, string statement)
    {
        using var plan = JsonDocument.Parse((await connection.ExecuteScalarAsync<string>("EXPLAIN FORMAT=JSON " + statement))!);
        List<string> lines = [];
        Walk(plan.RootElement, lines);
        return lines;
    }

    private static void Walk(JsonElement element, List<string> lines)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in element.EnumerateArray())
                Walk(part, lines);
        }
        if (element.ValueKind != JsonValueKind.Object)
            return;
        foreach (var (name, value) in element.EnumerateObject().Select(property => (property.Name, property.Value)))
        {
            if (name == "table" && value.ValueKind == JsonValueKind.Object)
                lines.Add(Access(value));
            if (Aside(name, value) is { } aside)
                lines.Add(aside);
            Walk(value, lines);
        }
    }

    private static string Access(JsonElement table)
    {
        if (Text(table, "message") is { } message)
            return message;
        // A page that the same statement found: how it did is told below by its own tables, which are looked at like all others.
        if (Text(table, "table_name")?.StartsWith("<derived", StringComparison.Ordinal) == true)
            return "each row of a page that is found by:";
        var key = Text(table, "key");
        var along = key is null ? "without a key" : $"along {key} ({string.Join(", ", Words(table, "used_key_parts"))})";
        var covered = table.TryGetProperty("using_index", out _) ? ", index alone" : "";
        return $"{Text(table, "table_name")}: {Text(table, "access_type")} {along}{covered}";
    }

    private static string? Aside(string name, JsonElement value) => name switch
    {
        "filesort" => $"sorts by {Text(value, "sort_key")}",
        "temporary_table" => "gathers rows in a temporary table",
        "message" when value.GetString() is { } message && !message.Contains("Select tables", StringComparison.Ordinal) => message,
        _ => null,
    };

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static IEnumerable<string> Words(JsonElement element, string name) =>
        element.TryGetProperty(name, out var words) ? words.EnumerateArray().Select(word => word.GetString() ?? "") : [];
}
