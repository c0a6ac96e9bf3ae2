using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Shared.Privacy.Details;

/// <summary>What a detector takes for a digit. One reading hides what another shows, so a text is read in each of them.</summary>
public enum NumeralReading
{
    /// <summary>Chinese numerals too; not a circled digit before a number, which counts what stands in a list.</summary>
    Numerals,

    /// <summary>Circled digits too: one may be the first digit of a number.</summary>
    ListNumbers,

    /// <summary>No Chinese numerals: in 张三 and 二号楼 they stand beside a number and are none of its digits. 一 between digits is a dash.</summary>
    WrittenDigits,

    /// <summary>Chinese numerals but for one that ends a word: after 张三 a number may follow that is itself written in numerals.</summary>
    AfterNames,

    /// <summary>Also the letters that look like 0 and 1.</summary>
    LookAlikes,

    /// <summary>Also 十 before a digit, as in 拾三八 for 138.</summary>
    Tens,
}

/// <summary>
/// A text as a detector reads it: half-width, small letters, numerals as plain digits, nothing invisible. It knows where each of its
/// letters stands in the original, so that what is found can be shown in the words of whoever wrote it.
/// </summary>
public sealed partial class PlainText
{
    private const string ChineseDigits = "〇一二三四五六七八九";
    private const string FinancialDigits = "零壹贰叁肆伍陆柒捌玖";
    private const char Picture = '☆';
    private readonly string original;
    private readonly int[] places;

    private PlainText(string original, string letters, int[] places)
    {
        this.original = original;
        Letters = letters;
        this.places = places;
    }

    public string Letters { get; }

    public static PlainText Of(string text, NumeralReading reading = NumeralReading.Numerals)
    {
        var (letters, places) = (new StringBuilder(text.Length), new List<int>(text.Length));
        for (var index = 0; index < text.Length; index++)
        {
            var isPair = char.IsSurrogatePair(text, index);
            if (!Invisible.Is(text, index))
            {
                var digit = DigitAt(text, index, reading);
                var isDigit = digit >= 0 && (reading == NumeralReading.ListNumbers || !IsListNumber(letters, text, index));
                var isPicture = isPair && !isDigit && IsPicture(text, index);
                letters.Append(isDigit ? (char)('0' + digit) : isPicture ? Picture : IsNoDigit(reading, letters, text[index]) ? Dash(text, index) : Read(text[index]));
                places.Add(index);
                if (isPair && !isDigit && !isPicture)
                {
                    letters.Append(text[index + 1]);
                    places.Add(index + 1);
                }
            }
            index += isPair ? 1 : 0;
        }
        return new PlainText(text, letters.ToString(), [.. places]);
    }

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

    /// <summary>A part of the letters as a detail, where it stands in the original and how it is written there.</summary>
    internal FoundDetail Found(DetailKind kind, int index, int length)
    {
        var (start, last) = (places[index], places[index + length - 1]);
        return new FoundDetail(kind, start, original[start..(last + (char.IsSurrogatePair(original, last) ? 2 : 1))]);
    }

    /// <summary>A circled digit before a number counts what stands in a list; read as part of the number, it would hide it.</summary>
    private static bool IsListNumber(StringBuilder before, string text, int index) =>
        CharUnicodeInfo.GetUnicodeCategory(text, index) == UnicodeCategory.OtherNumber
        && !(before.Length > 0 && char.IsAsciiDigit(before[^1]))
        && text.AsSpan(index + 1).TrimStart() is [var next, ..] && char.IsAsciiDigit(Read(next));

    /// <summary>-1 where there is none. Unicode gives ㈠ a value and does not call it a digit.</summary>
    private static int DigitAt(string text, int index, NumeralReading reading) =>
        CharUnicodeInfo.GetDigitValue(text, index) is >= 0 and var digit ? digit
        : CharUnicodeInfo.GetUnicodeCategory(text, index) == UnicodeCategory.OtherNumber
            && CharUnicodeInfo.GetNumericValue(text, index) is >= 0 and <= 9 and var value && double.IsInteger(value) ? (int)value
        : (reading, text[index]) switch
        {
            (NumeralReading.LookAlikes, 'o' or 'O') => 0,
            (NumeralReading.LookAlikes, 'l' or 'I') => 1,
            (NumeralReading.Tens, '十' or '拾') when index + 1 < text.Length && char.IsAsciiDigit(Read(text[index + 1])) => 1,
            _ => -1,
        };

    /// <summary>An emoji between the groups of a number is a mark like any other.</summary>
    private static bool IsPicture(string text, int index) =>
        CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.OtherSymbol or UnicodeCategory.ModifierSymbol;

    private static bool IsNoDigit(NumeralReading reading, StringBuilder before, char letter) =>
        !char.IsAsciiDigit(letter) && char.IsAsciiDigit(Read(letter)) && char.IsLetter(letter) && reading switch
        {
            NumeralReading.WrittenDigits => true,
            NumeralReading.AfterNames => before.Length > 0 && char.IsLetter(before[^1]) && !char.IsAsciiDigit(Read(before[^1])),
            _ => false,
        };

    private static char Dash(string text, int index) =>
        text[index] == '一' && index > 0 && char.IsDigit(text[index - 1]) && index + 1 < text.Length && char.IsDigit(text[index + 1]) ? '-' : text[index];

    private static char Read(char letter)
    {
        var half = HalfWidth.Of(letter) switch
        {
            // As digits are spoken on the telephone.
            '幺' => '1',
            '两' => '2',
            '拐' => '7',
            '勾' => '9',
            '洞' => '0',
            '➕' => '+',
            var other => other,
        };
        var digit = Math.Max(ChineseDigits.IndexOf(half, StringComparison.Ordinal), FinancialDigits.IndexOf(half, StringComparison.Ordinal));
        return digit >= 0 ? (char)('0' + digit) : char.ToLowerInvariant(half);
    }

    [GeneratedRegex(@"[^\p{L}\p{N}]+", RegexOptions.CultureInvariant, 5000)]
    private static partial Regex NoWord();
}
