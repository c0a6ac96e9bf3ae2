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

    /// <summary>So many stations of one community.</summary>
    public static async Task<IReadOnlyList<MadeStation>> NewStations(this Community community, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => community.NewStation()));

    /// <summary>Moves to the next time that clocks in China show this.</summary>
    public static void AdvanceToChina(this FakeClock clock, int hour, int minute = 0)
    {
        var local = clock.Now.ToOffset(TimeSpan.FromHours(8));
        var wanted = new DateTimeOffset(local.Year, local.Month, local.Day, hour, minute, 0, local.Offset);
        clock.Advance((wanted > local ? wanted : wanted.AddDays(1)) - local);
    }

    /// <summary>Everything that the courier's check-ins left: their rows, credited points, entries and messages.</summary>
    public static async Task<Left> LeftBy(this Lane lane, Person courier) => new(
        await lane.Sql.Count("check_ins WHERE user_id = @Id", courier),
        await lane.Sql.Count("check_ins WHERE user_id = @Id AND points > 0", courier),
        await lane.Sql.Count("point_entries WHERE account_kind = 'user' AND account_id = @Id", courier),
        await lane.Sql.Value<long>("SELECT COALESCE(SUM(balance), 0) FROM point_balances WHERE user_id = @Id", courier),
        await lane.Sql.Count("outbox_messages WHERE kind = 'checkIn.credited' AND recipient_id = @Id", courier));

    public sealed record Left(long CheckIns, long Credited, long Entries, long Balance, long Messages);
}
