using System.Globalization;
using System.Text;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;
using static LinYuan.Api.Shared.Print.SvgText;

namespace LinYuan.Api.Features.Wishes.Proxies.Cards;

/// <summary>
/// The card as a page to print: A6 on its side, as SVG in millimetres, in letters that old eyes can read. It bears the family name
/// alone: who finds a lost card does not learn whose it is.
/// </summary>
internal sealed class ConsentCardPage
{
    private const double Width = 148;
    private const double Margin = 9;
    private const string Ink = "#1f1a17";
    private const string Warm = "#b03a0b";
    private const string Fonts = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','Droid Sans Fallback',sans-serif";
    private const string DigitFonts = "'DejaVu Sans Mono',Menlo,Consolas,'Noto Sans Mono CJK SC',monospace";

    private readonly StringBuilder svg = new();

    private ConsentCardPage()
    {
    }

    public static string Draw(RepresentedPerson person, string communityName, string code)
    {
        var page = new ConsentCardPage();
        page.Head(person, communityName);
        page.Box("卡号", ConsentCard.Spaced(person.CardNumber), 29);
        page.Box("授权码", ConsentCard.Spaced(code), 51);
        page.Advice(person);
        return page.svg.Append("\n</svg>\n").ToString();
    }

    private void Head(RepresentedPerson person, string communityName)
    {
        svg.Append($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="148mm" height="105mm" viewBox="0 0 148 105" font-family="{Fonts}" fill="{Ink}">
            <title>邻愿代办卡</title>
            <rect width="148" height="105" fill="#ffffff"/>
            <path d="M0 0h148v24h-148z" fill="{Warm}"/>
            """);
        Line("邻愿代办卡", Margin, 16, 10, "#ffffff", bold: true);
        // A long name of a community becomes smaller, so that it never runs into the heading.
        var size = communityName.Length <= 8 ? 5.5 : Math.Max(2.2, 44.0 / communityName.Length);
        Line(communityName, Width - Margin, 11, size, "#ffffff", anchor: "end");
        Line(Mask.Name(person.Name ?? ""), Width - Margin, 19.5, 5.5, "#ffffff", anchor: "end");
    }

    private void Box(string label, string digits, double y)
    {
        svg.Append($"""

            <rect x="{N(Margin)}" y="{N(y)}" width="{N(Width - 2 * Margin)}" height="18" rx="2.5" fill="none" stroke="{Warm}" stroke-width="0.7"/>
            """);
        Line(label, Margin + 5, y + 11.7, 8, Warm, bold: true);
        Line(digits, Width - Margin - 6, y + 13.6, 13, Ink, bold: true, anchor: "end", fonts: DigitFonts);
    }

    private void Advice(RepresentedPerson person)
    {
        Line("请别人代您办心愿时，把这两个号码告诉对方，就是您同意了。", Margin, 77, 4.6, Ink);
        Line("不办事的时候，不要把授权码告诉任何人。", Margin, 84, 4.6, Ink, bold: true);
        Line("卡丢了，或号码被人知道了，请找社区换新码，旧码作废。", Margin, 91, 4.6, Ink);
        var day = ChinaTime.LocalDay(person.IssuedAt).ToString("yyyy 年 M 月 d 日", CultureInfo.InvariantCulture);
        Line($"制卡日期：{day}", Margin, 99, 3.8, "#6b5d53");
    }

    /// <summary>y is the base line; sizes are millimetres.</summary>
    private void Line(
        string text, double x, double y, double size, string color, bool bold = false, string anchor = "start", string? fonts = null)
    {
        svg.Append($"\n<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" fill=\"{color}\" text-anchor=\"{anchor}\"");
        if (bold)
            svg.Append(" font-weight=\"700\"");
        if (fonts is not null)
            svg.Append($" font-family=\"{fonts}\"");
        svg.Append($">{Escape(text)}</text>");
    }
}
