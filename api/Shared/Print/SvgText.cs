using System.Globalization;
using System.Net;

namespace LinYuan.Api.Shared.Print;

/// <summary>Numbers and text as they are written into an SVG page to print.</summary>
public static class SvgText
{
    /// <summary>Millimetres to the micrometre, with a point in every culture.</summary>
    public static string N(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Without the two characters that may stand in JSON and in no XML.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(
        text.Replace("\uFFFE", "", StringComparison.Ordinal).Replace("\uFFFF", "", StringComparison.Ordinal));
}
