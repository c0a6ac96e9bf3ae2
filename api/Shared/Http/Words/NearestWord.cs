namespace LinYuan.Api.Shared.Http;

/// <summary>Says of a word that does not exist which one was probably meant.</summary>
internal static class NearestWord
{
    private const int Longest = 40;
    private const int MostNamed = 12;

    /// <summary>A word as it may stand in an answer: what a client made up may be of any length.</summary>
    public static string Shortened(string word) => word.Length > Longest ? word[..Longest] + "…" : word;

    /// <param name="known">The words that there are, as clients write them.</param>
    public static string Hint(string word, IReadOnlyCollection<string> known)
    {
        var missing = $"没有“{Shortened(word)}”这一项";
        if (known.Count == 0)
            return missing;
        return Find(word, known) is { } near
            ? $"{missing}，您是不是想写“{near}”"
            : $"{missing}，可以用的有：{string.Join("、", known.Take(MostNamed))}{(known.Count > MostNamed ? "……" : "")}";
    }

    private static string? Find(string word, IReadOnlyCollection<string> known)
    {
        if (word.Length is 0 or > Longest)
            return null;
        var (near, distance) = known.Select(other => (Word: other, Distance: Distance(word.ToLowerInvariant(), other.ToLowerInvariant())))
            .MinBy(other => other.Distance);
        if (distance <= Math.Max(1, Math.Max(word.Length, near.Length) / 3))
            return near;
        return known.FirstOrDefault(other => word.Length >= 3 && (IsBeginning(word, other) || IsBeginning(other, word)));
    }

    private static bool IsBeginning(string word, string other) => other.StartsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>How many letters must be put in, taken out, changed or swapped with their neighbour to make the one word of the other.</summary>
    private static int Distance(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var line = 0; line <= one.Length; line++)
        {
            for (var column = 0; column <= other.Length; column++)
                table[line, column] = line == 0 || column == 0 ? line + column : Cheapest(line, column);
        }
        return table[one.Length, other.Length];

        int Cheapest(int line, int column)
        {
            var changed = table[line - 1, column - 1] + (one[line - 1] == other[column - 1] ? 0 : 1);
            var swapped = line > 1 && column > 1 && one[line - 1] == other[column - 2] && one[line - 2] == other[column - 1]
                ? table[line - 2, column - 2] + 1
                : int.MaxValue;
            return Math.Min(Math.Min(changed, swapped), Math.Min(table[line - 1, column], table[line, column - 1]) + 1);
        }
    }
}
