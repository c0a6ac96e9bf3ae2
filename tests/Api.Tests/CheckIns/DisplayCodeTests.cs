using System.Text.RegularExpressions;
using LinYuan.Tests.Stations;

namespace LinYuan.Tests.CheckIns;

public sealed partial class DisplayCodeTests(LaneFixture fixture) : IClassFixture<LaneFixture>
{
    private readonly Lane lane = fixture.Lane;

    [Fact]
    public async Task A_screen_gets_a_code_that_changes_every_thirty_seconds()
    {
        var station = await (await lane.NewCommunity()).NewStation();
        var staff = await station.Community.Staff();
        ToTheStartOfAWindow();
        var path = $"/staff/v1/stations/{station.Id}/display-code";

        var first = (await staff.Get(path)).ShouldBe(200);
        lane.Clock.Advance(TimeSpan.FromSeconds(29));
        var same = (await staff.Get(path)).ShouldBe(200);
        lane.Clock.Advance(TimeSpan.FromSeconds(1));
        var next = (await staff.Get(path)).ShouldBe(200);

        Readable().IsMatch(first.Text("code")!).ShouldBeTrue(first.Body);
        same.Body.ShouldBe(first.Body);
        next.Text("code").ShouldNotBe(first.Text("code"));
        first["expiresAt"].GetDateTimeOffset().ShouldBe(lane.Clock.Now);
        first.Text("qr")!.ShouldEndWith($"/s/{station.Code}?d={first.Text("code")}");
        first.Header("Cache-Control")!.ShouldContain("no-store");
        (await lane.Anyone.Get($"/s/{station.Code}?d={first.Text("code")}")).ShouldBe(200).Body.ShouldContain(station.Name);
    }

    [Fact]
    public async Task Only_staff_of_the_stations_area_get_it()
    {
        var station = await (await lane.NewCommunity()).NewStation();
        var path = $"/staff/v1/stations/{station.Id}/display-code";

        (await (await (await lane.NewCommunity()).Staff()).Get(path)).ShouldBeRefused(404, "resource.not_found");
        (await (await lane.NewPerson()).Get(path)).ShouldBeRefused(403, "access.denied");
        (await lane.Anyone.Get(path)).ShouldBeRefused(401, "session.required");
        (await (await lane.NewStaff(station.Community.DistrictId)).Get(path)).ShouldBe(200);
    }

    [Theory]
    [InlineData(0, "displayCode", "accepted")]
    [InlineData(29, "displayCode", "accepted")]
    [InlineData(59, "displayCode", "accepted")]
    [InlineData(60, "displayCodeLate", "provisional")]
    [InlineData(329, "displayCodeLate", "provisional")]
    [InlineData(331, "displayCodeOld", "suspect")]
    [InlineData(3_000_000, "displayCodeOld", "suspect")]
    [InlineData(4_000_000, "displayCodeWrong", "suspect")]
    public async Task A_code_is_good_for_its_window_and_the_next_one_and_then_loses_its_worth(int secondsAfter, string signal, string status)
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());
        ToTheStartOfAWindow();
        var code = await station.DisplayCodeNow();
        lane.Clock.Advance(TimeSpan.FromSeconds(secondsAfter));
        await courier.SignIn();

        var answer = (await courier.ChecksInWith(station, code)).ShouldBe(201);

        (answer.Text("proof.signals.1.name"), answer.Text("status")).ShouldBe((signal, status));
        (await lane.LeftBy(courier)).Available.ShouldBe(status == "accepted" ? 5 : 0);
    }

    [Fact]
    public async Task A_code_of_a_screen_whose_clock_is_one_window_ahead_is_good_and_two_are_not()
    {
        var community = await lane.NewCommunity();
        var (courier, other, station) = (await lane.NewCourier(community), await lane.NewCourier(community), await community.NewStation());
        ToTheStartOfAWindow();
        var signer = lane.Part<LinYuan.Api.Shared.Privacy.LinkSigner>();
        string Ahead(int windows) => LinYuan.Api.Features.CheckIns.Core.DisplayCode.Of(
            signer, long.Parse(station.Id), LinYuan.Api.Features.CheckIns.Core.DisplayCode.WindowAt(lane.Clock.Now) + windows);

        (await courier.ChecksInWith(station, Ahead(1))).ShouldBe(201).Text("proof.signals.1.name").ShouldBe("displayCode");
        (await other.ChecksInWith(station, Ahead(2))).ShouldBe(201).Text("points.refused").ShouldBe("checkin.code_wrong");
    }

    [Fact]
    public async Task A_replayed_code_brings_no_second_credit()
    {
        var community = await lane.NewCommunity();
        var (courier, stations, key) = (await lane.NewCourier(community), await community.NewStations(2), Client.NewKey());
        ToTheStartOfAWindow();
        var (code, elsewhere) = (await stations[0].DisplayCodeNow(), await stations[1].DisplayCodeNow());
        var first = (await courier.ChecksInWith(stations[0], code, key: key)).ShouldBe(201);
        first.Number("points.awarded").ShouldBe(5);

        var repeat = (await courier.ChecksInWith(stations[0], code, key: key)).ShouldBe(201);
        (await courier.ChecksInWith(stations[0], code)).ShouldBeRefused(409, "checkin.too_soon");
        // The same window again, now at the door of another station.
        var used = (await courier.ChecksInWith(stations[1], elsewhere)).ShouldBe(201);

        (repeat.IsReplay, repeat.Body).ShouldBe((true, first.Body));
        (used.Text("status"), used.Text("points.refused")).ShouldBe(("suspect", "checkin.code_used"));
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(2, 1, 1, 5, 1));
    }

    [Theory]
    [InlineData("AAAABBBBCCCC")]
    [InlineData("ZZZZZZZZZZZZ")]
    [InlineData("222222222222")]
    [InlineData("A")]
    [InlineData("AAAABBBBCCC0")]
    [InlineData("AAAABBBBCCCCD")]
    [InlineData("驿站驿站驿站驿站驿站驿站")]
    [InlineData("' OR '1'='1")]
    public async Task A_forged_code_is_welcomed_without_points(string forged)
    {
        var community = await lane.NewCommunity();
        var (courier, station) = (await lane.NewCourier(community), await community.NewStation());

        var answer = (await courier.ChecksInWith(station, forged, location: new { station.Latitude, station.Longitude, accuracyMeters = 5 })).ShouldBe(201);

        (answer.Text("status"), answer.Number("points.awarded"), answer.Text("points.refused")).ShouldBe(("suspect", 0, "checkin.code_wrong"));
        answer.Text("points.message")!.ShouldContain("已记下您来过");
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(1, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_code_with_one_letter_changed_is_forged_wherever_the_letter_stands()
    {
        var community = await lane.NewCommunity();
        var station = await community.NewStation();
        var code = await station.DisplayCodeNow();

        for (var index = 0; index < code.Length; index++)
        {
            var courier = await lane.NewCourier(community);
            var changed = code[..index] + (code[index] == 'A' ? 'B' : 'A') + code[(index + 1)..];
            (await courier.ChecksInWith(station, changed)).ShouldBe(201).Text("points.refused").ShouldBe("checkin.code_wrong");
        }
    }

    [Fact]
    public async Task After_ten_wrong_codes_in_a_day_a_right_one_is_not_looked_at_until_the_day_is_over()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(12));
        foreach (var station in stations.Take(10))
            (await courier.ChecksInWith(station, "AAAABBBBCCCC")).ShouldBe(201).Text("points.refused").ShouldBe("checkin.code_wrong");

        var guessed = (await courier.ChecksInWith(stations[10], await stations[10].DisplayCodeNow())).ShouldBe(201);

        (guessed.Text("status"), guessed.Text("points.refused")).ShouldBe(("suspect", "checkin.code_wrong"));
        // The printed code alone is what it always was, and a courier beside them has a count of their own.
        (await courier.ChecksInAt(stations[11])).ShouldBe(201).Text("status").ShouldBe("accepted");
        (await (await lane.NewCourier(community)).ChecksInWith(stations[10], await stations[10].DisplayCodeNow())).ShouldBe(201).Text("status").ShouldBe("accepted");
        lane.Clock.Advance(TimeSpan.FromDays(1));
        (await courier.ChecksInWith(stations[10], await stations[10].DisplayCodeNow())).ShouldBe(201).Text("status").ShouldBe("accepted");
    }

    [Fact]
    public async Task A_code_of_another_station_proves_nothing_here()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(2));

        var answer = (await courier.ChecksInWith(stations[0], await stations[1].DisplayCodeNow())).ShouldBe(201);

        (answer.Text("status"), answer.Text("points.refused")).ShouldBe(("suspect", "checkin.code_wrong"));
        (await lane.LeftBy(courier)).Available.ShouldBe(0);
    }

    [Fact]
    public async Task A_code_that_was_used_at_its_own_station_is_at_another_one_wrong_and_not_used()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(2));
        ToTheStartOfAWindow();
        var code = await stations[0].DisplayCodeNow();
        (await courier.ChecksInWith(stations[0], code)).ShouldBe(201).Text("status").ShouldBe("accepted");

        (await courier.ChecksInWith(stations[1], code)).ShouldBe(201).Text("points.refused").ShouldBe("checkin.code_wrong");
    }

    [Fact]
    public async Task A_copied_code_is_worth_only_what_else_is_known_of_the_one_who_sends_it()
    {
        var community = await lane.NewCommunity();
        var (there, friend, home) = (await lane.NewCourier(community), await lane.NewCourier(community), await lane.NewCourier(community));
        var station = await community.NewStation();
        var code = await station.DisplayCodeNow();

        (await there.ChecksInWith(station, code, "phone-of-the-one-there")).ShouldBe(201).Number("points.awarded").ShouldBe(5);
        var samePhone = (await friend.ChecksInWith(station, code, "phone-of-the-one-there")).ShouldBe(201);
        var far = new { latitude = StationBuilder.NorthOf(station.Latitude, 5_000), longitude = station.Longitude, accuracyMeters = 20 };
        var elsewhere = (await home.ChecksInWith(station, code, location: far)).ShouldBe(201);

        (samePhone.Text("status"), samePhone.Text("points.refused")).ShouldBe(("suspect", "checkin.device_shared"));
        (elsewhere.Text("status"), elsewhere.Text("points.refused")).ShouldBe(("suspect", "checkin.outside_station"));
        (await lane.LeftBy(friend)).Available.ShouldBe(0);
        (await lane.LeftBy(home)).Available.ShouldBe(0);
    }

    [Fact]
    public async Task Fifty_taps_with_one_code_at_two_stations_are_one_credit()
    {
        var community = await lane.NewCommunity();
        var (courier, stations) = (await lane.NewCourier(community), await community.NewStations(2));
        ToTheStartOfAWindow();
        var codes = new[] { await stations[0].DisplayCodeNow(), await stations[1].DisplayCodeNow() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(tap => courier.ChecksInWith(stations[tap % 2], codes[tap % 2])));

        answers.Count(answer => answer.Status == 201 && answer.Text("status") == "accepted").ShouldBe(1);
        answers.Count(answer => answer.Status == 201 && answer.Text("points.refused") == "checkin.code_used").ShouldBe(1);
        answers.Count(answer => answer.Code == "checkin.too_soon").ShouldBe(48);
        (await lane.LeftBy(courier)).ShouldBe(new CheckInBuilder.Left(2, 1, 1, 5, 1));
    }

    private void ToTheStartOfAWindow() => lane.Clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(lane.Clock.Now.Ticks % TimeSpan.FromSeconds(30).Ticks));

    [GeneratedRegex("^[2-9A-HJKMNP-Z]{12}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Readable();
}
