using System.Text.RegularExpressions;
using PhoneNumbers;

namespace LinYuan.Api.Shared.Typed;

/// <summary>
/// Reads phone numbers of every country and writes each in one way: a mainland number as it is dialled there, 13912345678 or
/// 0434-5223344, and any other in E.164. Decision 0018 says why the +86 is left out.
/// </summary>
public static partial class TypedPhone
{
    private const string Mainland = "CN";
    private const string MainlandCode = "86";

    /// <summary>Places whose numbers are written without a plus in mainland China.</summary>
    private static readonly string[] NearbyCodes = ["852", "853", "886"];

    /// <summary>Null when nobody can be rung at it from here.</summary>
    public static string? Read(string typed)
    {
        if (Dialled().Match(TypedCode.Fold(typed)) is not { Success: true } dialled)
            return null;
        var digits = string.Concat(dialled.Value.Where(char.IsAsciiDigit));
        var isAbroad = dialled.Groups["plus"].Success;
        return OfMainland(isAbroad ? WithoutMainlandCode("00" + digits) : WithoutMainlandCode(digits))
            ?? ByLibrary(isAbroad ? "+" + digits : digits)
            ?? (!isAbroad && NearbyCodes.Any(code => digits.StartsWith(code, StringComparison.Ordinal)) ? ByLibrary("+" + digits) : null);
    }

    /// <summary>
    /// The phone that WeChat vouches for. It is kept with its country also when it is of a kind that is not known here: WeChat has rung it.
    /// </summary>
    public static string OfCountry(string? countryCode, string number)
    {
        var code = string.Concat((countryCode ?? "").Where(char.IsAsciiDigit)).TrimStart('0');
        if (code.Length == 0)
            return Read(number) ?? number;
        return Read($"+{code} {number}") ?? (code == MainlandCode ? number : $"+{code}{number}");
    }

    /// <summary>The ways in which one phone may have been stored: rows from before there was one way hold a landline also without its dash.</summary>
    public static IReadOnlyList<string> AsStored(string phone) => phone.Contains('-') ? [phone, phone.Replace("-", "", StringComparison.Ordinal)] : [phone];

    /// <summary>The ways in which people nearby write it: a landline without the code of its area, a number from abroad without its country.</summary>
    public static IEnumerable<string> AsWritten(string phone)
    {
        yield return phone;
        if (phone.Split('-') is [_, { } local])
            yield return local;
        if (phone is ['+', ..] && Parse(phone) is { } number)
            yield return PhoneNumberUtil.GetInstance().GetNationalSignificantNumber(number);
    }

    /// <summary>Whether "+" and these digits make a number that can be dialled, wherever it rings.</summary>
    public static bool IsInternational(string digits) => Parse("+" + digits) is not null;

    private static string WithoutMainlandCode(string digits) => digits.StartsWith("00" + MainlandCode, StringComparison.Ordinal) ? digits[4..]
        : digits.StartsWith(MainlandCode, StringComparison.Ordinal) ? digits[2..]
        : digits;

    /// <summary>By our own pattern, since new mobile numbers are given out faster than any table follows.</summary>
    private static string? OfMainland(string digits) => Mobile().Match(digits) is { Success: true } mobile ? mobile.Groups["number"].Value
        : Landline().Match(digits) is { Success: true } landline ? $"{landline.Groups["area"].Value}-{landline.Groups["local"].Value}"
        : null;

    private static string? ByLibrary(string digits)
    {
        if (Parse(digits) is not { } number)
            return null;
        if (number.CountryCode.ToString() != MainlandCode)
            return PhoneNumberUtil.GetInstance().Format(number, PhoneNumberFormat.E164);
        var national = PhoneNumberUtil.GetInstance().GetNationalSignificantNumber(number);
        // 400 and 800 numbers look like an area's.
        return PhoneNumberUtil.GetInstance().GetNumberType(number) == PhoneNumberType.FIXED_LINE ? OfMainland("0" + national) : national;
    }

    /// <summary>The library reads its tables when it is first asked, which takes a quarter of a second; a mainland number never asks it.</summary>
    private static PhoneNumber? Parse(string digits)
    {
        try
        {
            var number = PhoneNumberUtil.GetInstance().Parse(digits, Mainland);
            return PhoneNumberUtil.GetInstance().IsValidNumber(number) ? number : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\(?(?<plus>\+)?[0-9()./]{5,24}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Dialled();

    /// <summary>A zero before it is how one dials it from another province.</summary>
    [GeneratedRegex("^0?(?<number>1[3-9][0-9]{9})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Mobile();

    [GeneratedRegex("^(?<area>010|02[0-9])(?<local>[0-9]{8})$|^(?<area>0[3-9][0-9]{2})(?<local>[0-9]{7,8})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Landline();
}
