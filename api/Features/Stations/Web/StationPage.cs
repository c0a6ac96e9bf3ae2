using System.Net;
using System.Security.Cryptography;
using System.Text;
using LinYuan.Api.Features.Stations.Core;

namespace LinYuan.Api.Features.Stations.Web;

/// <summary>The page that opens when a station's QR is scanned with something else than WeChat. One file, nothing loaded from anywhere.</summary>
public static class StationPage
{
    private const int MostExceptions = 3;

    private const string Style = """
        *{box-sizing:border-box}
        body{margin:0;background:#fffaf3;color:#2b2320;font:20px/1.6 system-ui,-apple-system,"PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif}
        header{background:#c2410c;color:#fff;padding:20px 20px 18px}
        header p{margin:0;font-size:22px;font-weight:700;letter-spacing:.15em}
        main{max-width:640px;margin:0 auto;padding:22px 20px 40px}
        h1{font-size:31px;line-height:1.3;margin:0 0 8px;overflow-wrap:anywhere}
        .place{margin:0 0 18px;color:#5c4d44;overflow-wrap:anywhere}
        .state{display:inline-block;margin:0 0 20px;padding:6px 18px;border-radius:24px;font-size:22px;font-weight:700}
        .open{background:#dcf2df;color:#14532d}.closed{background:#eee5de;color:#4a3b33}
        h2{font-size:21px;margin:22px 0 6px;color:#9a3412}
        ul{list-style:none;margin:0;padding:0}
        .time{white-space:nowrap}
        .offers{display:flex;flex-wrap:wrap;gap:10px}
        .offers li{display:flex;align-items:center;gap:8px;background:#fff;border:1px solid #e8d9cc;border-radius:12px;padding:8px 14px}
        .offers svg{width:30px;height:30px;flex:none;fill:none;stroke:#c2410c;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
        .how{margin-top:28px;background:#fff;border:2px solid #c2410c;border-radius:16px;padding:16px 18px}
        .how p{margin:0}.how b{font-size:23px}
        .code{font:700 28px/1.6 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.12em;white-space:nowrap}
        """;

    /// <summary>Nothing may load or run but the one style sheet, known by its hash.</summary>
    public static readonly string ContentSecurityPolicy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <param name="today">The date in China: exceptions before it are left out.</param>
    public static string Of(Station station, bool? openNow, DateOnly today) => Whole(station.Name, $"""
        <h1>{Escape(station.Name)}</h1>
        <p class="place">{Escape(station.Address)}</p>
        {State(openNow, station.Live.State)}
        {Offers(station.Facilities)}
        {Hours(station.Hours, today)}
        <div class="how"><p><b>签到请用微信扫一扫打开</b></p>
        <p>打开微信，点右上角的“+”，选“扫一扫”，对准门口的二维码。也可以在小程序里输入编码：</p>
        <p class="code">{Escape(StationCode.Spaced(station.Code))}</p></div>
        """);

    public static string Unknown() => Whole("没有找到这个驿站", """
        <h1>没有找到这个驿站</h1>
        <p>这个二维码可能已经更换，请看看门口有没有新的；也可以请站内的工作人员帮忙。</p>
        """);

    private static string Whole(string title, string main) => $"""
        <!doctype html>
        <html lang="zh-CN">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{Escape(title)} · 暖新驿站</title>
        <style>{Style}</style></head>
        <body><header><p>暖新驿站</p></header>
        <main>
        {main}
        </main></body>
        </html>

        """;

    private static string State(bool? openNow, LiveState live) => (live, openNow) switch
    {
        (LiveState.ReportedClosed, _) => "<p class=\"state closed\">有人反映门没有开，工作人员正在核实</p>",
        (_, true) => "<p class=\"state open\">现在开放</p>",
        (_, false) => "<p class=\"state closed\">现在未开放</p>",
        _ => "",
    };

    private static string Offers(IReadOnlyList<Facility> facilities) => facilities.Count == 0 ? "" : $"""
        <h2>这里有</h2>
        <ul class="offers">{string.Concat(facilities.Select(Offer))}</ul>
        """;

    private static string Offer(Facility facility) =>
        $"<li><svg viewBox=\"0 0 24 24\" aria-hidden=\"true\"><path d=\"{Facilities.Drawing(facility)}\"/></svg>{Facilities.InChinese(facility)}</li>";

    private static string Hours(OpeningHours hours, DateOnly today) => $"""
        <h2>开放时间</h2>
        <ul>{Week(hours)}{Lines(OpeningHoursInWords.Exceptions(hours, today, MostExceptions))}</ul>
        """;

    /// <summary>No line ends in the middle of a time.</summary>
    private static string Week(OpeningHours hours) => !hours.IsKnown ? "<li>以站内公告为准</li>" : string.Concat(
        OpeningHoursInWords.Of(hours).Select(line => $"<li>{string.Join('、', line.Split('、').Select(time => $"<span class=\"time\">{Escape(time)}</span>"))}</li>"));

    private static string Lines(IReadOnlyList<string> lines) => string.Concat(lines.Select(line => $"<li>{Escape(line)}</li>"));

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
