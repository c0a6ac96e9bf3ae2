using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using LinYuan.Seeding.People;
using LinYuan.Seeding.Places;

namespace LinYuan.Seeding.Stations;

/// <summary>A year of couriers' check-ins, with the points that they brought.</summary>
internal sealed class CheckInStage
{
    private const int Seed = 17;
    private const int DaysBack = 364;

    /// <summary>Whoever signs in as a courier may check in anywhere at once: the last visits are more than a day old.</summary>
    private const int DaysQuiet = 2;

    private readonly Dice dice = new(Seed);
    private readonly CheckInOptions options = new();
    private readonly DateTimeOffset now;

    private CheckInStage(DateTimeOffset now) => this.now = now;

    public static Stage Make(DateTimeOffset now) => new("check-ins", IsThere, tx => new CheckInStage(now).Fill(tx));

    private static async Task<bool> IsThere(DbSession session) => await session.Scalar<long>(
        "SELECT COUNT(*) FROM check_ins c JOIN users u ON u.id = c.user_id WHERE u.openid BETWEEN @first AND @last",
        new { first = DemoPeople.SeedOpenId(DemoPeople.Courier, 0), last = DemoPeople.SeedOpenId(DemoPeople.Courier, 99_999) }) > 0;

    private async Task<string> Fill(Tx tx)
    {
        var stations = await new StationStore().List(tx, await DemoAreas.DistrictOf(tx), facilities: 0, after: 0, rows: 1000);
        List<Visit> visits = [];
        foreach (var courier in await Couriers(tx))
            visits.AddRange(VisitsOf(courier, stations));
        visits.Sort((one, other) => one.At.CompareTo(other.At));
        var ids = await WriteCheckIns(tx, visits);
        await WriteCounts(tx, visits);
        var credited = await WritePoints(tx, visits, ids);
        return $"{visits.Count} check-ins, {credited} of them credited";
    }

    private static async Task<IReadOnlyList<Courier>> Couriers(Tx tx) => await tx.List<Courier>("""
        SELECT r.user_id AS UserId, r.street_id AS StreetId FROM registrations r JOIN users u ON u.id = r.user_id
        WHERE r.kind = 'courier' AND r.status = 'active' AND (u.openid BETWEEN @first AND @last OR u.openid IN @demo)
        ORDER BY u.openid LIMIT 99999
        """, new
    {
        first = DemoPeople.SeedOpenId(DemoPeople.Courier, 0),
        last = DemoPeople.SeedOpenId(DemoPeople.Courier, 99_999),
        demo = DemoPeople.DemoOpenIds(DemoPeople.Courier),
    });

    /// <summary>Some come often and most now and then; never twice to one station on a day, so that every interval is kept.</summary>
    private IEnumerable<Visit> VisitsOf(Courier courier, IReadOnlyList<Station> stations)
    {
        var near = stations.Where(station => station.Place.StreetId == courier.StreetId).ToList();
        var share = 0.02 + 0.077 * Math.Pow(dice.Share(), 2) + (dice.Chance(0.1) ? 0.08 : 0);
        for (var daysBack = DaysBack; daysBack >= DaysQuiet; daysBack--)
        {
            if (!dice.Chance(share))
                continue;
            var day = ChinaTime.LocalDay(now).AddDays(-daysBack);
            var first = dice.Of(dice.Chance(0.8) ? near : stations);
            yield return Judged(courier, first, day, firstHour: 7, lastHour: 13);
            var second = dice.Of(near);
            if (second != first && dice.Chance(0.15))
                yield return Judged(courier, second, day, firstHour: 14, lastHour: 20);
        }
    }

    /// <summary>The visit as the api itself would have judged it.</summary>
    private Visit Judged(Courier courier, Station station, DateOnly day, int firstHour, int lastHour)
    {
        var at = History.Morning(day).AddHours(dice.Between(firstHour, lastHour)).AddSeconds(dice.Below(3600));
        var offset = dice.Chance(0.99) ? 0.0008 * dice.Share() : 0.03;
        var location = dice.Chance(0.55)
            ? new ReportedLocation(station.Location with { Latitude = station.Location.Latitude + offset }, dice.Between(8, 140))
            : null;
        return new Visit(courier.UserId, station, at, day, Proof.Of(station, location, ChinaTime.Local(at), options));
    }

    private async Task<IReadOnlyList<long>> WriteCheckIns(Tx tx, List<Visit> visits)
    {
        Rows checkIns = new(
            "check_ins", "user_id", "station_id", "district_id", "street_id", "community_id", "at", "local_day", "status", "score", "place",
            "accuracy", "points", "points_refused");
        foreach (var visit in visits)
        {
            var (place, proof) = (visit.Station.Place, visit.Proof);
            var refused = visit.IsCredited ? null : proof.Place == CheckInPlace.Outside ? CheckInErrors.OutsideStation : CheckInErrors.NotProven;
            checkIns.Add(
                visit.UserId, visit.Station.Id, place.DistrictId, place.StreetId, place.CommunityId, visit.At, visit.Day, proof.Status.Word(),
                proof.Score, proof.Place.Word(), proof.Accuracy.Word(), visit.IsCredited ? options.Points : 0, refused?.Code);
        }
        return await checkIns.WriteForIds(tx);
    }

    private static async Task WriteCounts(Tx tx, List<Visit> visits)
    {
        Rows last = new("station_visits", "user_id", "station_id", "last_at");
        foreach (var group in visits.GroupBy(visit => (visit.UserId, visit.Station.Id)))
            last.Add(group.Key.UserId, group.Key.Id, group.Last().At);
        await last.Write(tx);
        Rows days = new("check_in_days", "user_id", "local_day", "credited");
        foreach (var group in visits.Where(visit => visit.IsCredited).GroupBy(visit => (visit.UserId, visit.Day)))
            days.Add(group.Key.UserId, group.Key.Day, group.Count());
        await days.Write(tx);
    }

    /// <summary>As the ledger writes a credit: a row for the courier, one for the community that pays, and the courier's running sum.</summary>
    private async Task<int> WritePoints(Tx tx, List<Visit> visits, IReadOnlyList<long> ids)
    {
        Rows entries = new("point_entries", "account_kind", "account_id", "amount", "reason", "source_kind", "source_id", "at");
        var (reason, source) = (PointReason.CheckIn.Word(), PointSource.CheckIn.Word());
        Dictionary<long, long> sums = [];
        foreach (var (visit, id) in visits.Zip(ids).Where(pair => pair.First.IsCredited))
        {
            entries.Add("user", visit.UserId, options.Points, reason, source, id, visit.At);
            entries.Add("community", visit.Station.Place.CommunityId, -options.Points, reason, source, id, visit.At);
            sums[visit.UserId] = sums.GetValueOrDefault(visit.UserId) + options.Points;
        }
        await entries.Write(tx);
        var year = ChinaTime.LocalDay(now).Year;
        foreach (var (userId, sum) in sums)
        {
            await tx.Execute("""
                INSERT INTO point_balances (user_id, balance, available, earned_in, earned_year, expired_year, warned_year)
                VALUES (@userId, @sum, @sum, @year, @sum, @year - 1, @year - 1)
                ON DUPLICATE KEY UPDATE balance = balance + @sum, available = available + @sum, earned_year = earned_year + @sum
                """, new { userId, sum, year });
        }
        return entries.Count / 2;
    }

    private sealed record Courier(long UserId, long StreetId);

    private sealed record Visit(long UserId, Station Station, DateTimeOffset At, DateOnly Day, Proof Proof)
    {
        public bool IsCredited => Proof.Status == CheckInStatus.Accepted;
    }
}
