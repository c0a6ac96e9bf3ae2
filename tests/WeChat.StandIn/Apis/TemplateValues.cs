using System.Text.RegularExpressions;

namespace WeChat.StandIn;

/// <summary>Which text a template's field takes, by the type that its key begins with (thing1, time2, …).</summary>
internal static partial class TemplateValues
{
    private const int ThingCharacters = 20;
    private const int NumberCharacters = 32;
    private const int ChineseNameCharacters = 10;
    private const int Timeout = 1000;

    private const string Clock = @"([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?";
    private const string Month = "(0?[1-9]|1[0-2])";
    private const string DayOfMonth = "(0?[1-9]|[12][0-9]|3[01])";
    private const string Day =
        "([0-9]{4}年" + Month + "月(" + DayOfMonth + "日)?|" + Month + "月" + DayOfMonth + "日|[0-9]{4}[-/.]" + Month
        + "([-/.]" + DayOfMonth + ")?)";
    private const string Moment = "(" + Day + " ?)?" + Clock;
    private const string DayAndClock = Day + "( ?" + Clock + ")?";

    /// <summary>False also for a key whose type is unknown, or that has no number behind the type.</summary>
    public static bool Fits(string key, string value)
    {
        if (Key().Match(key) is not { Success: true } match || value.Any(char.IsControl)) return false;
        return match.Groups["type"].Value switch
        {
            "thing" => value.Length <= ThingCharacters,
            "number" => value.Length <= NumberCharacters && Number().IsMatch(value),
            "letter" => Letters().IsMatch(value),
            "symbol" => Symbols().IsMatch(value),
            "character_string" => Characters().IsMatch(value),
            "time" => Time().IsMatch(value),
            "date" => Date().IsMatch(value),
            "amount" => Amount().IsMatch(value),
            "phone_number" => Phone().IsMatch(value),
            "car_number" => Car().IsMatch(value),
            "name" => FitsName(value),
            "phrase" => Phrase().IsMatch(value),
            // The template's own list of values is not known here.
            "enum" => true,
            _ => false,
        };
    }

    private static bool FitsName(string value) =>
        Name().IsMatch(value) && (value.Length <= ChineseNameCharacters || !Chinese().IsMatch(value));

    [GeneratedRegex(@"^(?<type>[a-z_]+)[0-9]+\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Key();

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Number();

    [GeneratedRegex(@"^[A-Za-z]{1,32}\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Letters();

    [GeneratedRegex(@"^[\p{P}\p{S}]{1,5}\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Symbols();

    [GeneratedRegex(@"^[\x21-\x7E]{1,32}\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Characters();

    [GeneratedRegex("^" + Moment + "(~" + Moment + @")?\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Time();

    [GeneratedRegex("^" + DayAndClock + "(~" + DayAndClock + @")?\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Date();

    [GeneratedRegex(@"^\p{Sc}?[0-9]{1,10}(\.[0-9]+)?元?\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^[0-9\p{P}\p{S}]{1,17}\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Phone();

    [GeneratedRegex(
        @"^[\p{IsCJKUnifiedIdeographs}A-Za-z0-9]([A-Za-z0-9]{0,6}[\p{IsCJKUnifiedIdeographs}A-Za-z0-9])?\z",
        RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Car();

    [GeneratedRegex(@"^[\p{L}\p{P}\p{S} ]{1,20}\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Name();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Chinese();

    [GeneratedRegex(@"^\p{IsCJKUnifiedIdeographs}{1,5}\z", RegexOptions.ExplicitCapture, Timeout)]
    private static partial Regex Phrase();
}
