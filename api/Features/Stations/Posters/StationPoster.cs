using System.Text;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Print;
using static LinYuan.Api.Shared.Print.SvgText;

namespace LinYuan.Api.Features.Stations.Posters;

/// <summary>The page to print and hang at a station's door: A4, as SVG in millimetres.</summary>
public sealed class StationPoster
{
    private const double Width = 210;
    private const double Height = 297;
    private const double Margin = 15;
    private const double LargestQr = 120;
    private const double TextWidth = Width - 2 * Margin;

    /// <summary>For the code and the line under the QR.</summary>
    private const double Caption = 31;
    /// <summary>In ems: a name up to here stands on one line, however small it gets; beyond, on two.</summary>
    private const double LongestLine = 25;
    private const int MostHours = 3;
    private const int MostInRow = 5;
    private const double HoursSize = 5.6;
    private const string Ink = "#2b2320";
    private const string Warm = "#c2410c";
    private const string Soft = "#5c4d44";
    private const string Fonts = "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','Droid Sans Fallback',sans-serif";
    private const string CodeFonts = "'DejaVu Sans Mono',Menlo,Consolas,'Noto Sans Mono CJK SC',monospace";

    private readonly Station station;
    private readonly StationQr qr;
    private readonly StringBuilder svg = new();

    private StationPoster(Station station, StationQr qr)
    {
        this.station = station;
        this.qr = qr;
    }

    public static string Draw(Station station, string address) => new StationPoster(station, StationQr.Of(address)).Draw();

    private string Draw()
    {
        svg.Append($"""
            <svg xmlns="http://www.w3.org/2000/svg" width="210mm" height="297mm" viewBox="0 0 210 297" font-family="{Fonts}" fill="{Ink}">
            <title>{Escape(station.Name)}</title>
            <rect width="210" height="297" fill="#fffdf9"/>
            """);
        var top = Band() + 7;
        var foot = Foot();
        // The QR takes what the texts leave, so that a long name makes it smaller and never runs into it.
        var side = Math.Min(LargestQr, foot - top - Caption);
        QrAndCode(top + (foot - top - Caption - side) / 2, side);
        return svg.Append("\n</svg>\n").ToString();
    }

    /// <summary>Heading, name and address; gives the base line of the last.</summary>
    private double Band()
    {
        svg.Append($"""

            <path d="M0 0h210v33q-105 13-210 0z" fill="{Warm}"/>
            """);
        Line("暖新驿站", 20, 17, "#ffffff", bold: true, spacing: 3);
        Line("进来歇歇脚，喝口热水再上路", 31.5, 6.6, "#ffffff");
        // Long texts become smaller before they take lines, since every line is taken from the QR.
        var width = PosterText.Width(station.Name);
        var nameSize = width <= LongestLine ? Math.Min(11, TextWidth / Math.Max(1, width)) : width <= 44 ? 7.8 : 6;
        var y = Lines(PosterText.Balance(station.Name, TextWidth / nameSize, 2), 56, nameSize, Ink, bold: true);
        var addressSize = PosterText.Width(station.Address) <= 60 ? 5.8 : 4.6;
        return Lines(PosterText.Balance(station.Address, TextWidth / addressSize, 4), y + 9.5, addressSize, Soft);
    }

    /// <summary>What the station offers and when it is open, built up from the page's end; gives the height where it begins.</summary>
    private double Foot()
    {
        const double Row = 20;
        Line("签到全凭自愿，不签到也欢迎进来休息", Height - 8.5, 5, Soft);
        var hours = Hours();
        var y = Height - 19 - (hours.Count - 1) * HoursSize * 1.4;
        Lines(hours, y, HoursSize, Ink);
        // Six stand as three and three, not as five and one.
        var rowCount = (station.Facilities.Count + MostInRow - 1) / MostInRow;
        var rows = rowCount == 0 ? [] : station.Facilities.Chunk((station.Facilities.Count + rowCount - 1) / rowCount).ToArray();
        y -= 8 + rows.Length * Row;
        for (var row = 0; row < rows.Length; row++)
            FacilityRow(rows[row], y + row * Row);
        svg.Append($"""

            <path d="M{Margin} {N(y - 6)}h{TextWidth}" stroke="#e8d9cc" stroke-width="0.5"/>
            """);
        return y - 6;
    }

    /// <summary>A line for each set of days. Hours that do not fit are not printed in part: half of a week reads as the whole of it.</summary>
    private IReadOnlyList<string> Hours()
    {
        const string Word = "开放时间：";
        var words = OpeningHoursInWords.Of(station.Hours);
        if (words.Count == 0)
            return [Word + "以站内公告为准"];
        IReadOnlyList<string> lines = [Word + words[0], .. words.Skip(1)];
        if (lines.Count <= MostHours && lines.All(line => PosterText.Width(line) <= TextWidth / HoursSize))
            return lines;
        lines = PosterText.Balance(Word + string.Join('；', words), TextWidth / HoursSize, MostHours);
        return lines[^1].EndsWith('…') ? [Word + "每天不同，请看站内公告"] : lines;
    }

    private void FacilityRow(Facility[] facilities, double y)
    {
        const double Step = 34;
        for (var index = 0; index < facilities.Length; index++)
        {
            var center = Width / 2 + (index - (facilities.Length - 1) / 2.0) * Step;
            svg.Append($"""

                <path d="{Facilities.Drawing(facilities[index])}" transform="translate({N(center - 6)} {N(y)}) scale(.5)" fill="none"
                  stroke="{Warm}" stroke-width="1.7" stroke-linecap="round" stroke-linejoin="round"/>
                """);
            Line(Facilities.InChinese(facilities[index]), y + 17.3, 5, Ink, x: center);
        }
    }

    private void QrAndCode(double y, double side)
    {
        svg.Append($"""

            <rect x="{N((Width - side) / 2 - 1)}" y="{N(y - 1)}" width="{N(side + 2)}" height="{N(side + 2)}" rx="4"
              fill="#ffffff" stroke="#e8d9cc" stroke-width="0.5"/>
            <path d="{qr.SvgPath()}" transform="translate({N((Width - side) / 2)} {N(y)}) scale({N(side / qr.Side)})"
              fill="#000000" shape-rendering="crispEdges"/>
            """);
        Line(StationCode.Spaced(station.Code), y + side + 15, 12.5, Ink, bold: true, spacing: 2.5, fonts: CodeFonts);
        Line("微信扫一扫签到；打不开摄像头，就在小程序里输入上面的编码", y + side + 25.5, 5.5, Warm);
    }

    /// <summary>Gives the base line of the last.</summary>
    private double Lines(IReadOnlyList<string> lines, double y, double size, string color, bool bold = false)
    {
        for (var index = 0; index < lines.Count; index++)
            Line(lines[index], y + index * size * 1.4, size, color, bold);
        return y + (lines.Count - 1) * size * 1.4;
    }

    /// <summary>A line centred on the page or on <paramref name="x"/>; y is its base line, sizes are millimetres.</summary>
    private void Line(
        string text, double y, double size, string color, bool bold = false, double spacing = 0, double x = Width / 2, string? fonts = null)
    {
        // The last letter is followed by its spacing as well, so the line is moved by half of it to stand in the middle.
        svg.Append($"\n<text x=\"{N(x + spacing / 2)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" fill=\"{color}\" text-anchor=\"middle\"");
        if (bold)
            svg.Append(" font-weight=\"700\"");
        if (spacing > 0)
            svg.Append($" letter-spacing=\"{N(spacing)}\"");
        if (fonts is not null)
            svg.Append($" font-family=\"{fonts}\"");
        svg.Append($">{Escape(text)}</text>");
    }
}
