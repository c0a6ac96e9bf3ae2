using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LinYuan.Tests.Stations;

public sealed partial class StationPageTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    public static readonly TheoryData<string> NoCodes =
    [
        "ABCD2345", "ABCD234", "0000OOOO", "nonsense", "%3Cscript%3Ealert(1)", "%F0%9F%8F%A0",
        "'%20OR%201%3D1", new string('A', 2_000),
    ];

    [Fact]
    public async Task The_printed_code_opens_a_page_for_people()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation(("name", "柳荫暖新驿站"), ("address", "柳荫路 9 号"), ("facilities", new[] { "heating", "firstAid" }));

        var page = (await lane.Anyone.Get("/s/" + station.Code)).ShouldBe(200);

        page.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        foreach (var text in new[] { "柳荫暖新驿站", "柳荫路 9 号", "热饭", "急救包", "每天 全天", "现在开放", $"{station.Code[..4]} {station.Code[4..]}" })
            page.Body.ShouldContain(text);
        page.Body.ShouldNotContain("饮水");
        ShouldRunNothing(page);
    }

    [Fact]
    public async Task The_code_is_read_as_people_type_it()
    {
        var station = await (await lane.NewCommunity()).NewStation();
        var code = station.Code;

        (await lane.Anyone.Get("/s/" + code.ToLowerInvariant())).ShouldBe(200).Body.ShouldContain(station.Name);
        (await lane.Anyone.Get($"/s/{code[..4]}%20{code[4..]}")).ShouldBe(200).Body.ShouldContain(station.Name);
        (await lane.Anyone.Get($"/s/{code[..4]}-{code[4..]}")).ShouldBe(200).Body.ShouldContain(station.Name);
    }

    [Fact]
    public async Task What_staff_wrote_is_text_and_never_markup()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation(
            ("name", "<script>alert(1)</script>\"驿站\""), ("address", "</p><img src=x onerror=alert(1)>&lt;"));

        var page = (await lane.Anyone.Get("/s/" + station.Code)).ShouldBe(200);

        page.Body.ShouldContain("<h1>&lt;script&gt;alert(1)&lt;/script&gt;&quot;驿站&quot;</h1>");
        page.Body.ShouldContain("&lt;/p&gt;&lt;img src=x onerror=alert(1)&gt;&amp;lt;");
        ShouldRunNothing(page);
    }

    [Theory]
    [MemberData(nameof(NoCodes))]
    public async Task A_code_that_is_none_gets_a_page_that_says_so(string code)
    {
        var page = (await lane.Anyone.Get("/s/" + code)).ShouldBe(404);

        page.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        page.Body.ShouldContain("没有找到这个驿站");
        page.Body.ShouldNotContain("alert(1)");
        ShouldRunNothing(page);
    }

    [Theory]
    [InlineData("%3Cscript%3Ealert(1)%3C%2Fscript%3E")]
    [InlineData("..%2F..%2Fetc%2Fpasswd")]
    public async Task A_code_with_a_hidden_slash_is_no_address_at_all(string code) =>
        (await lane.Anyone.Get("/s/" + code)).ShouldBeRefused(404, "resource.not_found").Body.ShouldNotContain("alert(1)");

    [Fact]
    public async Task Unknown_hours_are_called_neither_open_nor_closed()
    {
        var station = await (await lane.NewCommunity()).NewStation(("openingHours", null), ("facilities", null));

        var page = (await lane.Anyone.Get("/s/" + station.Code)).ShouldBe(200);

        page.Body.ShouldContain("以站内公告为准");
        page.Body.ShouldNotContain("现在");
    }

    /// <summary>The policy allows one style sheet, the one that is there, and the page neither has a script nor loads anything.</summary>
    private static void ShouldRunNothing(Answer page)
    {
        var style = StyleSheet().Match(page.Body).Groups["sheet"].Value;
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        page.Header("Content-Security-Policy").ShouldBe(
            $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        page.Header("Referrer-Policy").ShouldBe("no-referrer");
        var tags = Tags().Matches(page.Body).Select(tag => tag.Value).ToList();
        tags.ShouldNotBeEmpty();
        tags.ShouldAllBe(tag => !Active().IsMatch(tag));
    }

    [GeneratedRegex("<style>(?<sheet>.*?)</style>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StyleSheet();

    [GeneratedRegex("<[a-zA-Z][^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("^<(script|iframe|object|embed|link|img|form|base)\\b|\\son\\w+=|\\s(src|href|style|action)=", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Active();
}
