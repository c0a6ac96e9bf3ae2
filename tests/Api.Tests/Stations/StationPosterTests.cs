using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace LinYuan.Tests.Stations;

public sealed class StationPosterTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Address = "https://linyuan.example/s/";
    private const string KeptByNobody = "no-store, private";
    private const string AllFacilities = "rest,water,heating,charging,toilet,firstAid,wifi,airConditioning,vehicleCharging,tools";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private readonly Lane lane = fixture.Lane;

    /// <summary>Name, address and number of facilities: short, long, and with everything that XML minds.</summary>
    public static readonly TheoryData<string, string, int> Posters = new()
    {
        { "柳荫暖新驿站", "柳荫路 9 号", 4 },
        { "站", "路", 0 },
        { "<b>\"城南\" & '城北'</b> ]]> 驿站 é", "一号楼 < 二号楼 & \"三\"号楼", 1 },
        { new string('驿', 60), new string('路', 120), 10 },
        { string.Concat(Enumerable.Repeat("Rest Stop ", 6)).Trim(), string.Concat(Enumerable.Repeat("No 8 & ", 17)).Trim(), 10 },
        { string.Concat(Enumerable.Repeat("🏠", 60)), string.Concat(Enumerable.Repeat("🏠", 120)), 10 },
        { "驿站\uFFFE一\uFFFF号", "柳荫路\uFFFE", 2 },
    };

    [Fact]
    public async Task The_picture_is_1024_pixels_square_and_a_scanner_reads_the_stations_address()
    {
        var (station, staff) = await NewStation();

        var answer = (await staff.Get($"/staff/v1/stations/{station.Id}/poster.png")).ShouldBe(200);

        answer.Header("Content-Type").ShouldBe("image/png");
        answer.Header("Cache-Control").ShouldBe(KeptByNobody);
        BinaryPrimitives.ReadInt32BigEndian(answer.Bytes.AsSpan(16)).ShouldBe(1024);
        BinaryPrimitives.ReadInt32BigEndian(answer.Bytes.AsSpan(20)).ShouldBe(1024);
        (await Scanned("poster.png", answer.Bytes)).ShouldBe(Address + station.Code);
    }

    [Theory]
    [MemberData(nameof(Posters))]
    public async Task The_poster_is_well_formed_and_says_what_a_courier_needs(string name, string place, int facilities)
    {
        var (station, staff) = await NewStation(("name", name), ("address", place), ("facilities", AllFacilities.Split(',')[..facilities]));

        var answer = (await staff.Get($"/staff/v1/stations/{station.Id}/poster.svg")).ShouldBe(200);

        answer.Header("Content-Type").ShouldBe("image/svg+xml; charset=utf-8");
        answer.Header("Cache-Control").ShouldBe(KeptByNobody);
        var svg = XDocument.Parse(answer.Body).Root!;
        svg.Name.ShouldBe(Svg + "svg");
        (svg.Attribute("width")?.Value, svg.Attribute("height")?.Value, svg.Attribute("viewBox")?.Value).ShouldBe(("210mm", "297mm", "0 0 210 297"));
        svg.Descendants().ShouldAllBe(element => element.Name == Svg + element.Name.LocalName && "svg title rect path text".Contains(element.Name.LocalName));
        var texts = string.Concat(svg.Elements(Svg + "text").Select(text => text.Value));
        texts.ShouldContain($"{station.Code[..4]} {station.Code[4..]}");
        texts.ShouldContain("每天 全天");
        Shown(texts, name).ShouldBeTrue(texts);
        Shown(texts, place).ShouldBeTrue(texts);
        answer.Body.ShouldNotContain("\uFFFD");
        Lines(svg).ShouldAllBe(y => y > 0 && y < 297);
    }

    [Fact]
    public async Task Hours_are_printed_whole_a_line_for_each_set_of_days_or_not_at_all()
    {
        object Week(int[] days, string from, string to) => new { days, from, to };
        var (few, staff) = await NewStation(("openingHours", new[] { Week([1, 2, 3, 4, 5], "08:00", "22:00"), Week([6, 7], "09:00", "02:00") }));
        var many = await few.Community.NewStation(("openingHours", Enumerable.Range(1, 7).SelectMany(day => new[]
        {
            Week([day], $"0{day}:00", $"0{day}:30"), Week([day], "12:00", "12:30"), Week([day], "18:00", "18:30"),
        }).ToArray()));

        var lines = await TextsOf(few, staff);
        lines.ShouldContain("开放时间：周一至周五 08:00–22:00");
        lines.ShouldContain("周六、周日 09:00–次日02:00");
        var crowded = await TextsOf(many, staff);
        crowded.ShouldContain("开放时间：每天不同，请看站内公告");
        crowded.ShouldAllBe(line => !line.Contains("12:30") && !line.EndsWith('…'));
    }

    private static async Task<IReadOnlyList<string>> TextsOf(MadeStation station, Person staff) =>
    [
        .. XDocument.Parse((await staff.Get($"/staff/v1/stations/{station.Id}/poster.svg")).ShouldBe(200).Body).Root!
            .Elements(Svg + "text").Select(text => text.Value),
    ];

    [Theory]
    [InlineData("柳荫暖新驿站", "柳荫路 9 号", 4)]
    [InlineData("<名字很长的>&驿站名字很长的驿站名字很长的驿站名字很长的驿站名字很长的驿站名字很长的驿站", "很长的地址很长的地址很长的地址很长的地址很长的地址很长的地址很长的地址很长的地址很长的地址很长的地址很长的地址很长的地址很长的地址很长的地址", 10)]
    public async Task The_printed_page_can_be_scanned(string name, string place, int facilities)
    {
        var (station, staff) = await NewStation(("name", name), ("address", place), ("facilities", AllFacilities.Split(',')[..facilities]));
        var poster = (await staff.Get($"/staff/v1/stations/{station.Id}/poster.svg")).ShouldBe(200);
        var folder = Directory.CreateTempSubdirectory("linyuan-test-poster-").FullName;
        try
        {
            var (page, picture) = (Path.Combine(folder, "poster.svg"), Path.Combine(folder, "page.png"));
            await File.WriteAllBytesAsync(page, poster.Bytes, TestContext.Current.CancellationToken);
            await Tool.Draw(page, picture, Path.Combine(folder, "browser"));

            (await Tool.Scan(picture)).ShouldBe(Address + station.Code);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("poster.svg")]
    [InlineData("poster.png")]
    public async Task Posters_are_for_staff_of_the_area_alone(string poster)
    {
        var (station, staff) = await NewStation();
        var neighbour = await lane.NewCommunityIn(station.Community.DistrictId, station.Community.StreetId);
        var path = $"/staff/v1/stations/{station.Id}/{poster}";

        (await staff.Get(path)).ShouldBe(200);
        (await (await lane.NewStaff(station.Community.DistrictId)).Get(path)).ShouldBe(200);
        (await (await neighbour.Staff()).Get(path)).ShouldBeRefused(404, "resource.not_found");
        (await (await lane.NewCourier(station.Community)).Get(path)).ShouldBeRefused(403, "access.denied");
        (await lane.Anyone.Get(path)).ShouldBeRefused(401, "session.required");
        (await staff.Get($"/staff/v1/stations/999999999/{poster}")).ShouldBeRefused(404, "resource.not_found");
    }

    private static async Task<string> Scanned(string fileName, byte[] picture)
    {
        var folder = Directory.CreateTempSubdirectory("linyuan-test-poster-").FullName;
        try
        {
            var file = Path.Combine(folder, fileName);
            await File.WriteAllBytesAsync(file, picture, TestContext.Current.CancellationToken);
            return await Tool.Scan(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Whether the text, or its beginning where it was cut, stands there when line breaks and what XML cannot hold are left out.</summary>
    private static bool Shown(string texts, string wanted)
    {
        var (all, text) = (Bare(texts), Bare(wanted));
        return all.Contains(text, StringComparison.Ordinal)
            || Enumerable.Range(1, text.Length).Any(length => length >= 15 && all.Contains(text[..length] + "…", StringComparison.Ordinal));
    }

    private static string Bare(string text) => Regex.Replace(text, "[\\s\uFFFE\uFFFF]", "", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static IEnumerable<double> Lines(XElement svg) =>
        svg.Elements(Svg + "text").Select(text => double.Parse(text.Attribute("y")!.Value, CultureInfo.InvariantCulture));

    private async Task<(MadeStation Station, Person Staff)> NewStation(params (string Field, object? Value)[] other)
    {
        var community = await lane.NewCommunity();
        return (await community.NewStation(other), await community.Staff());
    }
}
