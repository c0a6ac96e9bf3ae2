using System.Text.RegularExpressions;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Shared.Privacy.Details;

/// <summary>
/// Phones of other countries in a text. Its form alone does not tell one from an amount, so what is known of the countries' numbers
/// decides.
/// </summary>
internal static class ForeignPhones
{
    private const int Shortest = 8;

    /// <summary>The longest number that can be dialled from where one may begin; what stands behind it may be an amount.</summary>
    public static IEnumerable<FoundDetail> In(PlainText whole)
    {
        foreach (Match match in DetailPatterns.ForeignPhone().Matches(whole.Letters))
        {
            var written = match.Groups["digits"];
            List<int> digits = [.. Enumerable.Range(written.Index, written.Length).Where(index => char.IsAsciiDigit(whole.Letters[index]))];
            var number = string.Concat(digits.Select(index => whole.Letters[index]));
            for (var length = number.Length; length >= Shortest; length--)
            {
                if (!TypedPhone.IsInternational(number[..length]))
                    continue;
                yield return whole.Found(DetailKind.Phone, match.Index, digits[length - 1] + 1 - match.Index);
                break;
            }
        }
    }
}
