using WeChat.StandIn;

namespace LinYuan.Tests.Stations.Codes;

public sealed class MiniCodeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task WeChat_is_asked_once_for_a_station_however_many_want_its_code()
    {
        var community = await lane.NewCommunity();
        var (station, staff) = (await community.NewStation(), await community.Staff());
        var path = $"/staff/v1/stations/{station.Id}/mini-code.jpg";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => staff.Get(path)));
        answers.Select(answer => answer.ShouldBe(200).Bytes[0]).Distinct().ShouldBe([(byte)0xFF]);
        answers[0].Header("Content-Type").ShouldBe("image/jpeg");
        answers[0].Header("Cache-Control")!.ShouldContain("no-store");
        (await staff.Get(path)).Bytes.ShouldBe(answers[0].Bytes);
        Asked(station).ShouldBe(1);

        var clear = (await staff.Get(path.Replace(".jpg", ".png", StringComparison.Ordinal))).ShouldBe(200);
        (clear.Header("Content-Type"), clear.Bytes[1]).ShouldBe(("image/png", (byte)'P'));
        Asked(station).ShouldBe(2);
    }

    [Fact]
    public async Task While_WeChat_is_away_it_says_so_and_what_was_stored_is_still_there()
    {
        var community = await lane.NewCommunity();
        var (kept, station, staff) = (await community.NewStation(), await community.NewStation(), await community.Staff());
        (await staff.Get($"/staff/v1/stations/{kept.Id}/mini-code.jpg")).ShouldBe(200);

        lane.StandIn.AddFault(new Fault(WeChatPaths.UnlimitedQrCode) { HttpStatus = 502, Count = 3 });
        try
        {
            (await staff.Get($"/staff/v1/stations/{station.Id}/mini-code.jpg")).ShouldBeRefused(503, "wechat.unavailable");
            (await staff.Get($"/staff/v1/stations/{kept.Id}/mini-code.jpg")).ShouldBe(200);
        }
        finally
        {
            lane.StandIn.ClearFaults();
        }
        (await staff.Get($"/staff/v1/stations/{station.Id}/mini-code.jpg")).ShouldBe(200);
    }

    [Fact]
    public async Task A_page_that_WeChat_does_not_know_is_not_stored()
    {
        var community = await lane.NewCommunity();
        var (station, staff) = (await community.NewStation(), await community.Staff());
        lane.StandIn.AddFault(new Fault(WeChatPaths.UnlimitedQrCode) { Errcode = 41030 });

        (await staff.Get($"/staff/v1/stations/{station.Id}/mini-code.jpg")).ShouldBeRefused(503, "wechat.unavailable");

        (await lane.Sql.Count("station_mini_codes WHERE station_id = @Id", new { station.Id })).ShouldBe(0);
    }

    [Fact]
    public async Task The_code_is_for_staff_of_the_area()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation();
        var neighbour = await lane.NewCommunityIn(community.DistrictId, community.StreetId);
        var path = $"/staff/v1/stations/{station.Id}/mini-code.png";

        (await (await neighbour.Staff()).Get(path)).ShouldBeRefused(404, "resource.not_found");
        (await (await lane.NewPerson()).Get(path)).ShouldBeRefused(403, "access.denied");
        (await lane.Anyone.Get(path)).ShouldBeRefused(401, "session.required");
        Asked(station).ShouldBe(0);
    }

    private int Asked(MadeStation station) => lane.StandIn.CallsTo(WeChatPaths.UnlimitedQrCode)
        .Count(call => call.Body!.Value.GetProperty("scene").GetString() == station.Code);
}
