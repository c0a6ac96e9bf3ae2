using System.Text;
using System.Text.RegularExpressions;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// Finds phone numbers and identity numbers in a text that everyone is going to read. People write them in many ways: with spaces and
/// hyphens, in full-width digits, in Chinese numerals; all are read as digits first.
/// </summary>
public static partial class PersonalDetails
{
    private const string ChineseDigits = "〇一二三四五六七八九";

    public static bool Has(string text)
    {
        var digits = AsDigits(text);
        return Phone().IsMatch(digits) || IdentityNumber().IsMatch(digits);
    }

    private static string AsDigits(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            var value = letter switch
            {
                '零' => 0,
                '幺' => 1,
                '两' => 2,
                >= '０' and <= '９' => letter - '０',
                _ => ChineseDigits.IndexOf(letter, StringComparison.Ordinal),
            };
            written.Append(value >= 0 ? (char)('0' + value) : letter);
        }
        return Gap().Replace(written.ToString(), "");
    }

    /// <summary>What people put between the digits of one number.</summary>
    [GeneratedRegex(@"(?<=[0-9])[\s\-_.·•—－]{1,3}(?=[0-9xX])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Gap();

    [GeneratedRegex(@"(?<![0-9])((86)?1[3-9][0-9]{9}|0[1-9][0-9]{1,2}[2-9][0-9]{6,7})(?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex Phone();

    [GeneratedRegex(@"(?<![0-9])[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9xX](?![0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 200)]
    private static partial Regex IdentityNumber();
}
