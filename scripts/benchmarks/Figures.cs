using System.Diagnostics;

namespace LinYuan.Benchmarks;

/// <summary>Times of many calls of one thing, in milliseconds.</summary>
internal sealed class Times
{
    private readonly List<double> all = [];

    public int Count => all.Count;

    public double Median => At(0.5);

    public double P99 => At(0.99);

    public void Add(double milliseconds) => all.Add(milliseconds);

    public void AddSince(long timestamp) => Add(Stopwatch.GetElapsedTime(timestamp).TotalMilliseconds);

    /// <summary>The value below which this share (0 to 1) of them lies.</summary>
    private double At(double share)
    {
        var sorted = all.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }
}

/// <summary>What a benchmark says on the terminal.</summary>
internal static class Report
{
    public static void Title(string text) => Console.WriteLine($"\n== {text} ==");

    public static void Line(string text) => Console.WriteLine(text);

    /// <summary>Columns as wide as they need, the first to the left and numbers to the right.</summary>
    public static void Table(IReadOnlyList<string> head, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = head.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max()).ToList();
        foreach (var row in rows.Prepend(head))
            Console.WriteLine(string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
    }

    public static string Ms(double milliseconds) => milliseconds.ToString("0.00");

    public static string Ratio(double ratio) => ratio.ToString("0.00");
}
