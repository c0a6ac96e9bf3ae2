using System.Security.Cryptography;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Features.Wishes.Proxies.Cards;

/// <summary>
/// 代办卡: an eight-digit number, the last digit a check digit (Luhn), and a six-digit consent code. The number says whose card it is;
/// the code, told by that person, is their consent. No I/O.
/// </summary>
public static class ConsentCard
{
    public const int NumberDigits = 8;
    public const int CodeDigits = 6;

    /// <summary>Random, so that one card says nothing of the next; never with a leading zero, which people leave out.</summary>
    public static string NewNumber()
    {
        var digits = RandomNumberGenerator.GetInt32(1_000_000, 10_000_000).ToString();
        return digits + CheckDigit(digits);
    }

    public static string NewCode() => RandomNumberGenerator.GetInt32(0, 1_000_000).ToString("000000");

    /// <summary>A card number as people type it; null when no card can have it.</summary>
    public static string? ReadNumber(string typed) =>
        TypedCode.Fold(typed) is { Length: NumberDigits } number && number.All(char.IsAsciiDigit) && number[^1] == CheckDigit(number[..^1]) ? number : null;

    /// <summary>A code as people type it: without blanks and hyphens, in half-width digits.</summary>
    public static string ReadCode(string typed) => TypedCode.Fold(typed);

    /// <summary>In two groups, for reading: "1234 5678", "123 456".</summary>
    public static string Spaced(string digits) => $"{digits[..(digits.Length / 2)]} {digits[(digits.Length / 2)..]}";

    private static char CheckDigit(string digits)
    {
        var sum = 0;
        for (var index = 0; index < digits.Length; index++)
        {
            var digit = digits[digits.Length - 1 - index] - '0';
            var weighted = index % 2 == 0 ? digit * 2 : digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return (char)('0' + (10 - sum % 10) % 10);
    }
}
