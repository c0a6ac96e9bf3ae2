using System.Text.RegularExpressions;

namespace LinYuan.Api.Shared.Privacy.Details;

/// <summary>Phones of other countries.</summary>
internal static partial class DetailPatterns
{
    /// <summary>
    /// What may be a number with the code of its country: after a plus or two zeros, or of Hong Kong, Macao and Taiwan without them. Two
    /// zeros after a digit and a mark end a time or an amount. Whether it can be dialled is decided by what is known of that country.
    /// </summary>
    [GeneratedRegex(
        $"((?<![0-9])\\+{AnyMark}|(?<![0-9]{Mark})00)(?<digits>[1-9]({AnyMark}[0-9]){{6,14}})"
        + $"|(?<![0-9])(?<digits>(852|853|886)({AnyMark}[0-9]){{8,9}})(?![0-9]|{Unit})",
        Options, Patience)]
    public static partial Regex ForeignPhone();

    /// <summary>A number of North America in the groups that it is written in there.</summary>
    [GeneratedRegex(
        @"(?<![0-9\-])(1[\-. ]\(?[2-9][0-9]{2}\)?[\-. ]|\([2-9][0-9]{2}\) ?)[2-9][0-9]{2}[\-. ][0-9]{4}(?![0-9\-])", Options, Patience)]
    public static partial Regex AmericanPhone();
}
