using System.Globalization;
using System.Text;

namespace LinYuan.Api.Shared.Print;

/// <summary>Breaks text into lines for SVG, which cannot do it itself. Widths are in ems: a Chinese character is one, others are narrower.</summary>
public static class PosterText
{
    private const double Narrow = 0.58;

    /// <summary>At most <paramref name="most"/> lines of so many ems; what does not fit is cut and ends in "…".</summary>
    public static IReadOnlyList<string> Wrap(string text, double ems, int most)
    {
        List<string> lines = [];
        var line = new StringBuilder();
        foreach (var word in Words(text))
        {
            if (line.Length > 0 && Width(line.ToString()) + Width(word) > ems)
            {
                lines.Add(line.ToString().Trim());
                line.Clear();
            }
            line.Append(word);
        }
        lines.Add(line.ToString().Trim());
        return lines.Count <= most ? lines : [.. lines.Take(most - 1), Shortened(lines[most - 1]) + "…"];
    }

    /// <summary>The same, with lines of about one length: no single word is left over for the last.</summary>
    public static IReadOnlyList<string> Balance(string text, double ems, int most)
    {
        const double Step = 0.5;
        var lines = Wrap(text, ems, most);
        if (lines.Count == 1 || lines[^1].EndsWith('…'))
            return lines;
        for (var width = ems - Step; Wrap(text, width, lines.Count + 1) is var narrower && narrower.Count == lines.Count; width -= Step)
            lines = narrower;
        return lines;
    }

    public static double Width(string text) => text.Sum(character => IsNarrow(character) ? Narrow : char.IsLowSurrogate(character) ? 0 : 1);

    /// <summary>Without its last character as people see it, which may be several here.</summary>
    private static string Shortened(string line) => line.Length == 0 ? "" : line[..StringInfo.ParseCombiningCharacters(line)[^1]];

    /// <summary>Chinese breaks between any two characters, but no line begins with a comma; Latin words and times stay whole.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        var elements = StringInfo.GetTextElementEnumerator(text.ReplaceLineEndings(" "));
        while (elements.MoveNext())
        {
            var element = elements.GetTextElement();
            var staysWithLast = IsClosing(element[0]) || word.Length is > 0 and < 24 && IsInWord(element[0]) && IsInWord(word[^1]);
            if (!staysWithLast && word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
            word.Append(element);
        }
        if (word.Length > 0)
            yield return word.ToString();
    }

    private static bool IsClosing(char character) => ",，.。、;；:：!！?？)）》”’…".Contains(character);

    private static bool IsInWord(char character) => IsNarrow(character) && character != ' ';

    private static bool IsNarrow(char character) => character < 0x2E80 && character is not ('“' or '”' or '…');
}
