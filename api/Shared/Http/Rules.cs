using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Text of a length, in characters as a person counts them; required unless <see cref="Optional"/>, and never of blanks alone. No
/// control characters but line breaks, and no <see cref="Invisible.IsHarmful">harmful</see> ones. A character may take several code units, so columns are four times as wide as the rule.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class TextAttribute(int min, int max) : ValidationAttribute
{
    public bool Optional { get; init; }

    public int Min { get; } = min;

    public int Max { get; } = max;

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext)
    {
        if (value is not string { Length: > 0 } text)
            return Optional ? ValidationResult.Success : new ValidationResult("请填写");
        if (Invisible.IsAll(text))
            return new ValidationResult("请填写");
        if (text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t')))
            return new ValidationResult("含有不能使用的字符");
        if (text.Any(Invisible.IsHarmful))
            return new ValidationResult("含有看不见的字符，请删去");
        var length = new StringInfo(text).LengthInTextElements;
        return length < Min || length > Max || text.Length > Max * 4
            ? new ValidationResult(Min == Max ? $"须为 {Max} 个字符" : Min > 1 ? $"请填写 {Min} 至 {Max} 个字" : $"最多 {Max} 个字")
            : ValidationResult.Success;
    }
}

/// <summary>A phone in mainland China: a mobile number, or a landline with its area code.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed partial class PhoneNumberAttribute : ValidationAttribute
{
    public bool Optional { get; init; }

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is string { Length: > 0 } text
            ? Number().IsMatch(text) ? ValidationResult.Success : new ValidationResult("请填写 11 位手机号，或带区号的座机号")
            : Optional ? ValidationResult.Success : new ValidationResult("请填写");

    [GeneratedRegex(@"^(1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Number();
}

/// <summary>
/// A value that must be there; says so in Chinese. A date that cannot be null reads as the first day of all when it is left out, and that
/// day counts as missing.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class NeededAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not null and not DateOnly { DayNumber: 0 };

    public override string FormatErrorMessage(string name) => "请填写";
}

/// <summary>A number between two bounds, both included; a missing one passes (combine with <see cref="NeededAttribute"/>).</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class BetweenAttribute(double min, double max) : ValidationAttribute
{
    public double Min { get; } = min;

    public double Max { get; } = max;

    public override bool IsValid(object? value) => value is null || Convert.ToDouble(value) is var number && number >= Min && number <= Max;

    public override string FormatErrorMessage(string name) => $"须在 {Min} 与 {Max} 之间";
}

/// <summary>A list with a bounded number of entries, each a short text.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ShortListAttribute(int most, int characters) : ValidationAttribute
{
    public int Most { get; } = most;

    public int Characters { get; } = characters;

    public override bool IsValid(object? value) =>
        value is null || value is IReadOnlyCollection<string> list && list.Count <= Most
        && list.All(entry => entry is { Length: > 0 } && entry.Length <= Characters && !entry.Any(char.IsControl));

    public override string FormatErrorMessage(string name) => $"最多 {Most} 项，每项 1 至 {Characters} 个字";
}

/// <summary>Characters that take no room on a screen: they hide a number from whoever searches for it, and make an empty text look full.</summary>
public static class Invisible
{
    /// <summary>Letters and symbols by their category that are drawn as nothing all the same: the fillers of Hangul and blank Braille.</summary>
    private const string Fillers = "\u115F\u1160\u3164\uFFA0\u2800";

    /// <summary>Whether the character that begins there shows nothing of its own; marks over another character count as such.</summary>
    public static bool Is(string text, int index) =>
        CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        || Fillers.Contains(text[index]);

    /// <summary>Whether there is nothing to read.</summary>
    public static bool IsAll(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (!char.IsWhiteSpace(text[index]) && !Is(text, index))
                return false;
            index += char.IsSurrogatePair(text, index) ? 1 : 0;
        }
        return true;
    }

    /// <summary>
    /// Whether it has no place in a text: it turns the direction of writing or parts words where nobody sees it. The joiner and the
    /// variation selector are not among them: phones write many emoji with these.
    /// </summary>
    public static bool IsHarmful(char character) =>
        character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200B' or '\u2060' or '\uFEFF';
}
