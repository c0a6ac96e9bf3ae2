using System.Globalization;
using System.Text;

namespace LinYuan.Api.Shared.Typed;

/// <summary>Reads a code that people type from a card or a screen: by voice input, with a Chinese keyboard, in groups.</summary>
public static class TypedCode
{
    /// <summary>
    /// Without blanks, dashes and what nobody sees, digits of every script as 0 to 9 and full-width letters as Latin ones. Anything else
    /// stays, so that it is compared and found to be wrong.
    /// </summary>
    public static string Fold(string typed)
    {
        var code = new StringBuilder(typed.Length);
        for (var index = 0; index < typed.Length; index++)
        {
            var isPair = char.IsSurrogatePair(typed, index);
            if (CharUnicodeInfo.GetDecimalDigitValue(typed, index) is >= 0 and var digit)
                code.Append((char)('0' + digit));
            else if (isPair)
                code.Append(typed, index, 2);
            else if (!IsBetweenGroups(typed, index))
                code.Append(HalfWidth.Of(typed[index]));
            index += isPair ? 1 : 0;
        }
        return code.ToString();
    }

    private static bool IsBetweenGroups(string typed, int index) =>
        char.IsWhiteSpace(typed[index]) || char.IsControl(typed[index]) || Invisible.Is(typed, index)
        || char.GetUnicodeCategory(typed[index]) == UnicodeCategory.DashPunctuation || typed[index] is '−' or '·' or '•';
}
