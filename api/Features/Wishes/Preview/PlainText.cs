using System.Text.RegularExpressions;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// A text as a detector reads it: half-width, small letters, Chinese numerals as digits. It knows where each of its letters stands in
/// the original, so that what is found can be shown in the words of whoever wrote it.
/// </summary>
public sealed partial class PlainText
{
    private const string ChineseDigits = "〇一二三四五六七八九";
    private readonly string original;
    private readonly int[] places;

    private PlainText(string original, string letters, int[] places)
    {
        this.original = original;
        Letters = letters;
        this.places = places;
    }

    public string Letters { get; }

    public static PlainText Of(string text) =>
        new(text, string.Create(text.Length, text, (letters, from) =>
        {
            for (var index = 0; index < letters.Length; index++)
                letters[index] = Read(from[index]);
        }), [.. Enumerable.Range(0, text.Length)]);

    /// <summary>Letters and digits alone, for comparing what people wrote differently.</summary>
    public static string Words(string text) => WordsOf(text).Letters;

    /// <summary>The same with the places in the original.</summary>
    public static PlainText WordsOf(string text) => Of(text).Without(NoWord());

    /// <summary>The same text with these parts left out.</summary>
    public PlainText Without(Regex parts)
    {
        var left = new List<int>(Letters.Length);
        var next = 0;
        foreach (var part in parts.EnumerateMatches(Letters))
        {
            left.AddRange(Enumerable.Range(next, part.Index - next));
            next = part.Index + part.Length;
        }
        left.AddRange(Enumerable.Range(next, Letters.Length - next));
        return new PlainText(original, string.Concat(left.Select(index => Letters[index])), [.. left.Select(index => places[index])]);
    }

    /// <summary>Where a part of the letters stands in the original, and how it is written there.</summary>
    public (int Start, string Text) Original(int index, int length)
    {
        var (start, end) = (places[index], places[index + length - 1] + 1);
        return (start, original[start..end]);
    }

    /// <summary>By hand: the process runs without the culture data that Unicode's own normalisation would need.</summary>
    private static char Read(char letter)
    {
        var half = letter switch
        {
            >= '！' and <= '～' => (char)(letter - '！' + '!'),
            '　' => ' ',
            '零' => '0',
            '幺' => '1',
            '两' => '2',
            _ => letter,
        };
        var digit = ChineseDigits.IndexOf(half, StringComparison.Ordinal);
        return digit >= 0 ? (char)('0' + digit) : char.ToLowerInvariant(half);
    }

    [GeneratedRegex(@"[^\p{L}\p{N}]+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex NoWord();
}
