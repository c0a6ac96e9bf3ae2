using LinYuan.Tests.Stations;

namespace LinYuan.Tests.CheckIns;

/// <summary>Couriers at stations, and a clock that moves by China's wall clock.</summary>
public static class CheckInBuilder
{
    public const string Path = "/api/v1/check-ins";

    /// <summary>Scans the printed code, without a location.</summary>
    public static Task<Answer> ChecksInAt(this Person courier, MadeStation station, string? key = null) =>
        courier.Post(Path, new { stationCode = station.Code }, key);

    public static Task<Answer> ChecksInAt(this Person courier, MadeStation station, double latitude, double longitude, double accuracyMeters) =>
        courier.Post(Path, new { stationCode = station.Code, location = new { latitude, longitude, accuracyMeters } });

    /// <summary>With what the phone sends besides the printed code.</summary>
    public static Task<Answer> ChecksInWith(
        this Person courier, MadeStation station, string? displayCode = null, string? deviceId = null, object? location = null, string? key = null) =>
        courier.Post(Path, new { stationCode = station.Code, displayCode, deviceId, location }, key);

    /// <summary>The code that the screen at the station's door shows now.</summary>
    public static async Task<string> DisplayCodeNow(this MadeStation station) =>
        (await (await station.Community.Staff()).Get($"/staff/v1/stations/{station.Id}/display-code")).ShouldBe(200).Text("code")!;

    /// <summary>A check-in whose points may be spent a day later: the code from the screen is sent two minutes late.</summary>
    public static async Task<Answer> ChecksInProvisionally(this Lane lane, Person courier, MadeStation station)
    {
        var code = await station.DisplayCodeNow();
        lane.Clock.Advance(TimeSpan.FromMinutes(2));
        var answer = (await courier.ChecksInWith(station, code)).ShouldBe(201);
        answer.Text("status").ShouldBe("provisional");
        return answer;
    }

    /// <summary>So many stations of one community, a few steps from each other: nobody has to fly from one to the next.</summary>
    public static async Task<IReadOnlyList<MadeStation>> NewStations(this Community community, int count)
    {
        var (latitude, longitude) = StationBuilder.NewPlace();
        return await Task.WhenAll(Enumerable.Range(0, count).Select(
            index => community.NewStation(("latitude", StationBuilder.NorthOf(latitude, index * 20)), ("longitude", longitude))));
    }

    /// <summary>Moves to the next time that clocks in China show this.</summary>
    public static void AdvanceToChina(this FakeClock clock, int hour, int minute = 0)
    {
        var local = clock.Now.ToOffset(TimeSpan.FromHours(8));
        var wanted = new DateTimeOffset(local.Year, local.Month, local.Day, hour, minute, 0, local.Offset);
        clock.Advance((wanted > local ? wanted : wanted.AddDays(1)) - local);
    }

    /// <summary>Everything that the courier's check-ins left: their rows, those with points, and entries, points that may be spent and messages.</summary>
    public static async Task<Left> LeftBy(this Lane lane, Person courier) => new(
        await lane.Sql.Count("check_ins WHERE user_id = @Id", courier),
        await lane.Sql.Count("check_ins WHERE user_id = @Id AND points > 0", courier),
        await lane.Sql.Count("point_entries WHERE account_kind = 'user' AND account_id = @Id", courier),
        await lane.Sql.Value<long>("SELECT COALESCE(SUM(available), 0) FROM point_balances WHERE user_id = @Id", courier),
        await lane.Sql.Count("outbox_messages WHERE kind = 'checkIn.credited' AND recipient_id = @Id", courier));

    public sealed record Left(long CheckIns, long Credited, long Entries, long Available, long Messages);
}
