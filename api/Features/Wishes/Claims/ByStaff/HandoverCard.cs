using System.Text;
using LinYuan.Api.Shared.Print;
using static LinYuan.Api.Shared.Print.SvgText;

namespace LinYuan.Api.Features.Wishes.Claims.ByStaff;

/// <summary>
/// The card to print and give to the resident: A6 upright, as SVG in millimetres. It names nobody, so that a lost card tells no stranger
/// whose it is.
/// </summary>
public static class HandoverCard
{
    private const double Width = 105;
    private const double TextWidth = 91;
    private const string Ink = "#1c1917";
    private const string Warm = "#b45309";
    private const string Fonts = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','Droid Sans Fallback',sans-serif";

    /// <param name="title">The reviewed title, by which the resident knows which wish the card is for.</param>
    public static string Draw(string communityName, string title, string number, string code)
    {
        var svg = new StringBuilder($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="105mm" height="148mm" viewBox="0 0 105 148" font-family="{Fonts}" fill="{Ink}">
            <title>邻愿交接卡</title>
            <rect width="105" height="148" fill="#ffffff"/>
            <path d="M0 0h105v19h-105z" fill="{Warm}"/>
            <path d="M7 49.5h91v35h-91z" fill="#fff7ed" stroke="{Warm}" stroke-width="0.8"/>
            """);
        Line(svg, "邻愿 · 心愿交接卡", 13, 9, "#ffffff", bold: true);
        var size = PosterText.Width(title) <= 2 * TextWidth / 6.2 ? 6.2 : 4.6;
        Lines(svg, PosterText.Wrap(title, TextWidth / size, 2), 27.5, size, bold: true);
        Line(svg, "办好以后，把这四个数字告诉上门的人", 45, 5.2, Ink);
        Line(svg, string.Join(' ', code.ToCharArray()), 76.5, 26, Ink, bold: true);
        string[] advice =
        [
            "一、人来了，事情办好了，您再说。",
            "二、没来人，或没办好，谁问都不说。",
            "三、电话里、微信里来问，也不说。",
            "四、这张卡请收在家里，不要拍照发人。",
        ];
        for (var index = 0; index < advice.Length; index++)
            Line(svg, advice[index], 94.5 + index * 8.6, 5.1, Ink, x: 8, anchor: "start");
        var nameSize = PosterText.Width(communityName) <= TextWidth / 5 ? 5 : 3.6;
        Line(svg, PosterText.Wrap(communityName, TextWidth / nameSize, 1)[0], 133.5, nameSize, Warm, bold: true);
        Line(svg, $"有不明白的，请问社区工作人员。心愿编号 {number}", 141.5, 3.8, Ink);
        return svg.Append("\n</svg>\n").ToString();
    }

    private static void Lines(StringBuilder svg, IReadOnlyList<string> lines, double y, double size, bool bold)
    {
        for (var index = 0; index < lines.Count; index++)
            Line(svg, lines[index], y + index * size * 1.35, size, Ink, bold);
    }

    /// <summary>y is the base line; sizes are millimetres.</summary>
    private static void Line(
        StringBuilder svg, string text, double y, double size, string color, bool bold = false, double x = Width / 2, string anchor = "middle") =>
        svg.Append($"\n<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" fill=\"{color}\" text-anchor=\"{anchor}\"")
            .Append(bold ? " font-weight=\"700\">" : ">").Append(Escape(text)).Append("</text>");
}
