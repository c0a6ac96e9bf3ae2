using System.ComponentModel.DataAnnotations;
using System.Globalization;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Shared.Http;

/// <summary>
/// Text of a length, in characters as a person counts them; required unless <see cref="Optional"/>, and never of blanks alone. No
/// control characters but line breaks. A character may take several code units, so columns are four times as wide as the rule.
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
        var length = new StringInfo(text).LengthInTextElements;
        return length < Min || length > Max || text.Length > Max * 4
            ? new ValidationResult(Min == Max ? $"须为 {Max} 个字符" : Min > 1 ? $"请填写 {Min} 至 {Max} 个字" : $"最多 {Max} 个字")
            : ValidationResult.Success;
    }
}

/// <summary>A rule that also says how the text that it stands on is read, before anything looks at it.</summary>
internal interface IReadsText
{
    string Read(string typed);
}

/// <summary>A phone of any country, read by <see cref="TypedPhone"/>; what is none stays as it was typed and is refused.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PhoneNumberAttribute : ValidationAttribute, IReadsText
{
    public bool Optional { get; init; }

    public string Read(string typed) => TypedPhone.Read(typed) ?? TypedText.Read(typed);

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is not string { Length: > 0 } text ? Optional ? ValidationResult.Success : new ValidationResult("请填写")
        : TypedPhone.Read(text) is not null ? ValidationResult.Success
        : new ValidationResult("请填写 11 位手机号，或带区号的座机号；港澳台和国外的号码请以 + 和地区代码开头，如 +852");
}

/// <summary>
/// A code of a length, read by <see cref="TypedCode"/>: full-width digits and blanks between groups are no matter. Where a code of other
/// letters must look like any that is wrong, <see cref="AnyLetters"/> says so.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class CodeAttribute(int length) : ValidationAttribute, IReadsText
{
    public bool Optional { get; init; }

    public bool AnyLetters { get; init; }

    public int Length { get; } = length;

    public string Read(string typed) => TypedCode.Fold(typed);

    protected override ValidationResult? IsValid(object? value, ValidationContext validationContext) =>
        value is not string { Length: > 0 } code ? Optional ? ValidationResult.Success : new ValidationResult("请填写")
        : code.Length == Length && (AnyLetters || code.All(char.IsAsciiDigit)) ? ValidationResult.Success
        : new ValidationResult($"请填写 {Length} 位数字");
}

/// <summary>
/// A value that must be there; says so in Chinese. A date that cannot be null reads as the first day of all when it is left out, and that
/// day counts as missing.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class NeededAttribute : ValidationAttribute
{
    public override bool IsValid(object? value) => value is not null and not DateOnly { DayNumber: 0 };

    public override string FormatErrorMessage(string name) => ErrorMessage ?? "请填写";
}

/// <summary>A number between two bounds, both included; a missing one passes (combine with <see cref="NeededAttribute"/>).</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class BetweenAttribute(double min, double max) : ValidationAttribute
{
    public double Min { get; } = min;

    public double Max { get; } = max;

    /// <summary>What may have gone wrong, where that is known.</summary>
    public string? Hint { get; init; }

    public override bool IsValid(object? value) => value is null || Convert.ToDouble(value) is var number && number >= Min && number <= Max;

    public override string FormatErrorMessage(string name) => $"须在 {Min} 与 {Max} 之间{(Hint is null ? "" : "，" + Hint)}";
}

/// <summary>A list with a bounded number of entries, each a short text in which there is something to read.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ShortListAttribute(int most, int characters) : ValidationAttribute
{
    public int Most { get; } = most;

    public int Characters { get; } = characters;

    public override bool IsValid(object? value) =>
        value is null || value is IReadOnlyCollection<string> list && list.Count <= Most
        && list.All(entry => entry is { Length: > 0 } && entry.Length <= Characters && !entry.Any(char.IsControl) && !Invisible.IsAll(entry));

    public override string FormatErrorMessage(string name) => $"最多 {Most} 项，每项 1 至 {Characters} 个字";
}
