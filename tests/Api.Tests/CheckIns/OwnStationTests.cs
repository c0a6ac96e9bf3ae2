using LinYuan.Tests.Stations;

namespace LinYuan.Tests.CheckIns;

/// <summary>Whoever can fetch the code of a station's screen from anywhere proves nothing with it.</summary>
public sealed class OwnStationTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private const string Staff = "/staff/v1/check-ins";
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task The_code_of_their_own_screen_is_worth_nothing_to_a_keeper_and_the_answer_says_so()
    {
        var (keeper, station) = await Keeper();
        var code = (await keeper.Get($"/api/v1/me/stations/{station.Id}/display-code")).ShouldBe(200).Text("code");
        var guest = await lane.NewCourier(station.Community);

        var own = (await keeper.ChecksInWith(station, code)).ShouldBe(201);

        Signals(own).ShouldBe(["printedCode 60", "ownStation -20", "newCourier -5"]);
        (own.Text("status"), own.Number("points.awarded")).ShouldBe(("provisional", 5));
        (await lane.LeftBy(keeper)).Available.ShouldBe(0);
        (await guest.ChecksInWith(station, code)).ShouldBe(201).Text("status").ShouldBe("accepted");
    }

    [Fact]
    public async Task A_keeper_who_is_there_is_as_welcome_as_anyone_but_without_the_weight_of_the_screen()
    {
        var (keeper, station) = await Keeper();
        var location = new { station.Latitude, station.Longitude, accuracyMeters = 10 };

        var own = (await keeper.ChecksInWith(station, await station.DisplayCodeNow(), location: location)).ShouldBe(201);

        (own.Text("status"), own.Number("proof.score")).ShouldBe(("accepted", 65));
    }

    [Fact]
    public async Task A_code_that_speaks_against_a_visit_speaks_against_the_keepers_too()
    {
        var (keeper, station) = await Keeper();

        (await keeper.ChecksInWith(station, "AAAABBBBCCCC")).ShouldBe(201).Text("points.refused").ShouldBe("checkin.code_wrong");
    }

    [Fact]
    public async Task Staff_of_the_area_fetch_the_code_too_so_it_proves_nothing_for_them_either()
    {
        var community = await lane.NewCommunity();
        var (station, elsewhere) = (await community.NewStation(), await (await lane.NewCommunity()).NewStation());
        var both = await (await lane.NewCourier(community)).BecomesStaffOf(community.StreetId);

        Signals((await both.ChecksInWith(station, await station.DisplayCodeNow())).ShouldBe(201)).ShouldContain("ownStation -20");
        lane.Clock.Advance(TimeSpan.FromHours(1));
        Signals((await both.ChecksInWith(elsewhere, await elsewhere.DisplayCodeNow())).ShouldBe(201)).ShouldContain("displayCode 35");
    }

    [Fact]
    public async Task When_it_is_suspect_other_staff_decide_and_never_the_keeper_who_gains()
    {
        var community = await lane.NewCommunity();
        // Outside the hours, by a new courier: what is left of the printed code is not enough.
        var station = await community.NewStation(("openingHours", new[] { new { days = new[] { 1, 2, 3, 4, 5, 6, 7 }, from = "03:00", to = "03:01" } }));
        var keeper = await (await lane.NewCourier(community)).BecomesStaffOf(community.StreetId);
        await MakeKeeper(station, keeper);
        lane.Clock.AdvanceToChina(12);

        var own = (await keeper.ChecksInWith(station, await station.DisplayCodeNow())).ShouldBe(201);

        (own.Text("status"), own.Number("points.awarded"), own.Text("points.refused")).ShouldBe(("suspect", 0, "checkin.own_station"));
        own.Text("points.message")!.ShouldContain("别的工作人员看过后");
        (await keeper.Post($"{Staff}/{own.Id}/accept")).ShouldBeRefused(403, "checkin.own_case");
        (await keeper.Post($"/api/v1/me/station-check-ins/{own.Id}/seal")).ShouldBeRefused(403, "checkin.own_case");
        (await keeper.Get($"/api/v1/me/check-ins/{own.Id}")).ShouldBe(200).Text("message")!.ShouldContain("由您管理");
        (await (await community.Staff()).Post($"{Staff}/{own.Id}/accept")).ShouldBe(200).Number("points").ShouldBe(5);
        (await lane.LeftBy(keeper)).Available.ShouldBe(5);
    }

    private static IEnumerable<string> Signals(Answer answer) =>
        answer["proof.signals"].EnumerateArray().Select(signal => $"{signal.GetProperty("name")} {signal.GetProperty("weight")}");

    private async Task<(Person Keeper, MadeStation Station)> Keeper()
    {
        var community = await lane.NewCommunity();
        var (keeper, station) = (await lane.NewCourier(community), await community.NewStation());
        await MakeKeeper(station, keeper);
        return (keeper, station);
    }

    private static async Task MakeKeeper(MadeStation station, Person keeper) =>
        (await (await station.Community.Staff()).Post($"/staff/v1/stations/{station.Id}/keeper", new { userId = keeper.Id.ToString() })).ShouldBe(200);
}
