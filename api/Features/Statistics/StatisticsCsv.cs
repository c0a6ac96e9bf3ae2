using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LinYuan.Api.Features.Statistics;

/// <summary>The figures as a table of one row (RFC 4180); the column names are the paths of the JSON form, for example <c>wishes.crowd.posted</c>.</summary>
public static class StatisticsCsv
{
    public const string MediaType = "text/csv";

    /// <summary>The columns are read off the JSON form, so that the two cannot disagree. What is null there is empty here.</summary>
    public static byte[] Write(StatisticsView view, JsonSerializerOptions json)
    {
        var cells = Leaves("", JsonSerializer.SerializeToNode(view, json)).ToList();
        var text = Line(cells.Select(cell => cell.Column)) + Line(cells.Select(cell => cell.Value));
        // Without the byte order mark Excel reads the text in the machine's old code page.
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)];
    }

    private static IEnumerable<(string Column, string Value)> Leaves(string path, JsonNode? node) => node is JsonObject members
        ? members.SelectMany(member => Leaves(path.Length == 0 ? member.Key : $"{path}.{member.Key}", member.Value))
        : [(path, node?.ToString() ?? "")];

    private static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(Quoted)) + "\r\n";

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
