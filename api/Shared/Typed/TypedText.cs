using System.Globalization;
using System.Text;

namespace LinYuan.Api.Shared.Typed;

/// <summary>
/// Reads what people write in words of their own. What they mean stays as it is: full-width punctuation, ① and ㎡, rare characters,
/// emoji. What nobody sees goes, and blanks and line breaks of every sort become the usual ones.
/// </summary>
public static class TypedText
{
    private static readonly Rune Edge = new(' ');

    public static string Read(string typed)
    {
        if (IsPlain(typed))
            return typed.Trim();
        var (text, before) = (new StringBuilder(typed.Length), Edge);
        List<Rune> runes = [.. typed.EnumerateRunes()];
        for (var index = 0; index < runes.Count; index++)
        {
            var rune = runes[index];
            if (Invisible.IsMeaningless(rune, before, index + 1 < runes.Count ? runes[index + 1] : Edge))
                continue;
            before = rune;
            text.Append(Usual(rune));
        }
        return text.ToString().Trim();
    }

    /// <summary>
    /// A name as it is compared: without blanks, brackets and letters of one width, in small letters. （本级） and (本级) are one.
    /// </summary>
    public static string Comparable(string name) => string.Concat(
        Read(name).Where(letter => !char.IsWhiteSpace(letter)).Select(letter => char.ToLowerInvariant(HalfWidth.Of(letter))));

    /// <summary>The indent of a paragraph, U+3000, is meant.</summary>
    private static Rune Usual(Rune rune) => rune.Value switch
    {
        0x000B or 0x000C or 0x0085 or 0x2028 or 0x2029 => new Rune('\n'),
        '\u3000' => rune,
        _ when Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator => new Rune(' '),
        _ => rune,
    };

    /// <summary>Most texts hold nothing but letters, Chinese and punctuation, and are left as they came.</summary>
    private static bool IsPlain(string typed) => !typed.Any(letter => letter is < ' ' and not '\n' and not '\r' and not '\t'
        || letter is >= '\u007F' and < '\u3000' || letter >= '\uD800');
}
