using System.Text.RegularExpressions;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Features.Stations.Core;

/// <summary>
/// The codes in the raw text of a scan: the address on a printed QR, <c>q</c> or <c>scene</c> as WeChat hands them to a page, the path of
/// a 小程序码, any of these as WeChat escapes them, or the code alone. Only the codes count: whose host the address names does not matter.
/// </summary>
/// <param name="Code">Folded, in capital letters; anything at all when the scan is none of ours.</param>
/// <param name="DisplayCode">Of the screen at the door, when the QR on it was scanned.</param>
public sealed partial record ScannedText(string Code, string? DisplayCode)
{
    /// <summary>An address inside a parameter inside a path, each escaped once more.</summary>
    private const int MostLayers = 4;

    public static ScannedText Read(string raw)
    {
        var text = string.Concat(TypedText.Read(raw).Select(HalfWidth.Of));
        for (var layer = 0; layer < MostLayers; layer++)
        {
            text = Uri.UnescapeDataString(text);
            if (Parameter().Match(text) is not { Success: true } parameter)
                break;
            text = parameter.Groups["value"].Value;
        }
        var address = Address().Match(text);
        var code = address.Success ? address.Groups["code"].Value : text.Split('&', '#')[0];
        var display = Display().Match(text) is { Success: true } shown ? shown.Groups["value"].Value : null;
        return new ScannedText(TypedCode.Fold(code).ToUpperInvariant(), display);
    }

    [GeneratedRegex(@"(^|[?&])(q|scene)=(?<value>.+)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 100)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"/s/(?<code>[^/?#&]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 100)]
    private static partial Regex Address();

    [GeneratedRegex(@"[?&]d=(?<value>[^&#]+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Display();
}
