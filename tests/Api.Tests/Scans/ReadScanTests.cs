using LinYuan.Tests.CheckIns;
using LinYuan.Tests.Stations;
using LinYuan.Tests.Wishes.Proxies;

namespace LinYuan.Tests.Scans;

public sealed class ReadScanTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Path = "/api/v1/scans";
    private readonly Lane lane = fixture.Lane;

    [Theory]
    [InlineData("{0}")]
    [InlineData("https://any.example/s/{0}")]
    [InlineData("HTTPS://ANY.EXAMPLE/s/{0}?from=poster")]
    [InlineData("scene={0}")]
    [InlineData("scene%3D{0}")]
    [InlineData("pages/station/index?scene={0}")]
    [InlineData("https%3A%2F%2Fany.example%2Fs%2F{0}")]
    [InlineData("q=https%3A%2F%2Fany.example%2Fs%2F{0}&scancode_time=1700000000")]
    public async Task All_that_a_scan_of_a_stations_QR_gives_means_the_station(string form)
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation();
        foreach (var text in new[] { station.Code, station.Code.ToLowerInvariant(), FullWidth(station.Code) }.Select(code => form.Replace("{0}", code, StringComparison.Ordinal)))
        {
            var scan = (await (await lane.NewPerson()).Post(Path, new { text })).ShouldBe(200);
            (scan.Text("kind"), scan.Text("id"), scan.Text("code"), scan.Text("name"), scan.Text("displayCode"))
                .ShouldBe(("station", station.Id, station.Code, station.Name, null));
            (await (await lane.NewCourier(community)).Post(CheckInBuilder.Path, new { stationCode = text })).ShouldBe(201);
        }
    }

    [Fact]
    public async Task The_QR_of_a_screen_holds_both_codes_and_a_check_in_takes_it_as_it_is()
    {
        var station = await (await lane.NewCommunity()).NewStation();
        var qr = (await (await station.Community.Staff()).Get($"/staff/v1/stations/{station.Id}/display-code")).ShouldBe(200).Text("qr")!;

        var scan = (await (await lane.NewPerson()).Post(Path, new { text = qr })).ShouldBe(200);
        var byScan = (await (await lane.NewCourier(station.Community)).Post(CheckInBuilder.Path, new { stationCode = qr })).ShouldBe(201);
        var byBoth = (await (await lane.NewCourier(station.Community)).Post(CheckInBuilder.Path, new { stationCode = station.Code, displayCode = qr })).ShouldBe(201);

        qr.ShouldEndWith("?d=" + scan.Text("displayCode"));
        foreach (var checkIn in new[] { byScan, byBoth })
            checkIn["proof.signals"].ToString().ShouldContain("\"displayCode\"");
    }

    [Fact]
    public async Task A_code_that_gives_something_away_is_told_by_its_form_alone()
    {
        var (person, card) = (await lane.NewPerson(), (await ProxyStory.Begin(lane)).Card);

        var order = (await person.Post(Path, new { text = "１２３４５ 67890" })).ShouldBe(200);
        var known = (await person.Post(Path, new { text = card.Number })).ShouldBe(200);

        (order.Text("kind"), order.Text("id"), order.Text("code")).ShouldBe(("redemption", null, "1234567890"));
        (known.Text("kind"), known.Text("id"), known.Text("code"), known.Text("name")).ShouldBe(("consentCard", null, card.Number, null));
        (await lane.Sql.Count("attempt_counts WHERE person_id = @Id AND kind <> 'session.signIn'", person)).ShouldBe(0);
    }

    [Theory]
    [InlineData("weixin://wxpay/bizpayurl?pr=abcd2345", "scan.unknown")]
    [InlineData("好好", "scan.unknown")]
    [InlineData("https://any.example/s/22222222", "station.unknown")]
    [InlineData("12345678", "scan.unknown")]
    public async Task A_scan_of_something_else_is_refused(string text, string code) =>
        (await (await lane.NewPerson()).Post(Path, new { text })).ShouldBeRefused(404, code);

    [Fact]
    public async Task A_station_is_read_by_its_printed_code_too()
    {
        var station = await (await lane.NewCommunity()).NewStation();

        foreach (var typed in new[] { station.Id, station.Code, station.Code.ToLowerInvariant(), $"{station.Code[..4]}-{station.Code[4..]}", Uri.EscapeDataString(FullWidth(station.Code)) })
            (await lane.Anyone.Get($"/open/v1/stations/{typed}")).ShouldBe(200).Text("id").ShouldBe(station.Id);
        (await lane.Anyone.Get("/open/v1/stations/22222222")).ShouldBeRefused(404, "resource.not_found");
    }

    private static string FullWidth(string code) => string.Concat(code.Select(letter => (char)(letter - '!' + '！')));
}
