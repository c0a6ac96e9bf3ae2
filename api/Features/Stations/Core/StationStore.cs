using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;

namespace LinYuan.Api.Features.Stations.Core;

/// <summary>Rest stations (驿站).</summary>
public sealed class StationStore
{
    private const int CodeTries = 5;

    private const string Columns = """
        id AS Id, code AS Code, district_id AS DistrictId, street_id AS StreetId, community_id AS CommunityId, name AS Name,
        address AS Address, latitude AS Latitude, longitude AS Longitude, facilities AS Facilities, opening_hours AS OpeningHours,
        opening_exceptions AS Exceptions, seats AS Seats, keeper_id AS KeeperId, live_state AS LiveState, live_since AS LiveSince,
        last_visit_at AS LastVisitAt
        """;

    /// <summary>Enters a station under a new code. Codes are random, so that nobody finds a station's code from another's.</summary>
    public async Task<long> Add(Tx tx, NewStation station, DateTimeOffset now)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await tx.Insert("""
                    INSERT INTO stations (code, district_id, street_id, community_id, name, address, latitude, longitude, facilities,
                                          opening_hours, opening_exceptions, seats, created_at, updated_at)
                    VALUES (@Code, @DistrictId, @StreetId, @CommunityId, @Name, @Address, @Latitude, @Longitude, @Facilities,
                            @Hours, @Exceptions, @Seats, @now, @now)
                    """, Parameters(station, StationCode.New(), now));
            }
            // Two stations drew the same code; among 31^8 this is rare, and five times in a row is something else.
            catch (MySqlException error) when (error.IsDuplicate() && attempt < CodeTries)
            {
            }
        }
    }

    /// <summary>Changes what is given and leaves the rest.</summary>
    public Task Change(Tx tx, long id, StationChange change, DateTimeOffset now) => tx.Execute("""
        UPDATE stations SET name = COALESCE(@Name, name), address = COALESCE(@Address, address), latitude = COALESCE(@Latitude, latitude),
               longitude = COALESCE(@Longitude, longitude), facilities = COALESCE(@Facilities, facilities),
               opening_hours = COALESCE(@Hours, opening_hours), seats = COALESCE(@Seats, seats),
               opening_exceptions = IF(@changesExceptions, @Exceptions, opening_exceptions), updated_at = @now
        WHERE id = @id
        """, new
    {
        id, now, change.Name, change.Address, change.Latitude, change.Longitude, change.Seats,
        Facilities = change.Facilities is null ? (int?)null : Facilities.ToBits(change.Facilities),
        Hours = change.Hours?.ToJson(),
        changesExceptions = change.Exceptions is not null,
        Exceptions = change.Exceptions is null ? null : SpecialDays.ToJson(change.Exceptions),
    });

    /// <summary>Who keeps the station from now on; null for nobody.</summary>
    public Task SetKeeper(Tx tx, long id, long? keeperId, DateTimeOffset now) =>
        tx.Execute("UPDATE stations SET keeper_id = @keeperId, updated_at = @now WHERE id = @id", new { id, keeperId, now });

    /// <summary>The stations that a person keeps, at most 100.</summary>
    public async Task<IReadOnlyList<Station>> ListKept(DbSession session, long keeperId) => [.. (await session.List<Row>(
        $"SELECT {Columns} FROM stations WHERE keeper_id = @keeperId ORDER BY id LIMIT 100", new { keeperId })).Select(Read)];

    public Task ForgetKeeper(Tx tx, long keeperId) =>
        tx.Execute("UPDATE stations SET keeper_id = NULL WHERE keeper_id = @keeperId", new { keeperId });

    public async Task<Station?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM stations WHERE id = @id", new { id }) is { } row ? Read(row) : null;

    public async Task<Station?> FindByCode(DbSession session, string code) =>
        await session.Find<Row>($"SELECT {Columns} FROM stations WHERE code = @code", new { code }) is { } row ? Read(row) : null;

    /// <summary>Names by id, for another area's list; at most 1,000.</summary>
    public async Task<IReadOnlyDictionary<long, string>> NamesOf(DbSession session, IReadOnlyCollection<long> ids) => ids.Count == 0
        ? new Dictionary<long, string>()
        : (await session.List<NameRow>("SELECT id AS Id, name AS Name FROM stations WHERE id IN @ids LIMIT 1000", new { ids }))
            .ToDictionary(row => row.Id, row => row.Name);

    /// <summary>Stations in the order in which they were entered. The filters are written only when asked for.</summary>
    public async Task<IReadOnlyList<Station>> List(DbSession session, Subtree? subtree, int facilities, long after, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM stations
            WHERE id > @after {Filters(subtree, facilities)} ORDER BY id LIMIT @rows
            """, new { subtree?.AreaId, facilities, after, rows })).Select(Read)];

    /// <summary>
    /// Stations within <paramref name="reach"/> metres, nearest first, after a distance and id. Distances are whole metres, which
    /// makes them fit for a cursor. The box is what the index serves; the formula then looks at few rows.
    /// </summary>
    public async Task<IReadOnlyList<NearStation>> ListNear(
        DbSession session, GeoPoint from, int reach, Subtree? subtree, int facilities, NearPosition after, int rows)
    {
        var box = from.Around(reach + 1);
        return [.. (await session.List<NearRow>($"""
            SELECT Id, Code, DistrictId, StreetId, CommunityId, Name, Address, Latitude, Longitude, Facilities, OpeningHours,
                   Exceptions, Seats, KeeperId, LiveState, LiveSince, LastVisitAt, Meters
            FROM (
              SELECT {Columns}, CAST(ROUND({GeoPoint.EarthRadius} * 2 * ASIN(LEAST(1, SQRT(
                POW(SIN(RADIANS(latitude - @FromLatitude) / 2), 2)
                + COS(RADIANS(@FromLatitude)) * COS(RADIANS(latitude)) * POW(SIN(RADIANS(longitude - @FromLongitude) / 2), 2))))) AS SIGNED) AS Meters
              FROM stations
              WHERE latitude BETWEEN @South AND @North AND longitude BETWEEN @West AND @East {Filters(subtree, facilities)}) near
            WHERE Meters <= @reach AND (Meters > @AfterMeters OR Meters = @AfterMeters AND Id > @AfterId)
            ORDER BY Meters, Id LIMIT @rows
            """, new
        {
            box.South, box.North, box.West, box.East, FromLatitude = from.Latitude, FromLongitude = from.Longitude, subtree?.AreaId,
            facilities, reach, AfterMeters = after.Meters, AfterId = after.Id, rows,
        })).Select(row => new NearStation(Read(row), row.Meters))];
    }

    private static string Filters(Subtree? subtree, int facilities) =>
        (subtree is null ? "" : $"AND {subtree.Column} = @AreaId ") + (facilities == 0 ? "" : "AND facilities & @facilities = @facilities");

    private static object Parameters(NewStation station, string code, DateTimeOffset now) => new
    {
        Code = code,
        station.Place.DistrictId,
        station.Place.StreetId,
        station.Place.CommunityId,
        station.Name,
        station.Address,
        station.Location.Latitude,
        station.Location.Longitude,
        Facilities = Facilities.ToBits(station.Facilities),
        Hours = station.Hours.ToJson(),
        Exceptions = SpecialDays.ToJson(station.Hours.Exceptions),
        station.Seats,
        now,
    };

    private static Station Read(Row row) => new(
        row.Id, row.Code, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.Name, row.Address,
        new GeoPoint((double)row.Latitude, (double)row.Longitude), Facilities.FromBits(row.Facilities),
        OpeningHours.FromJson(row.OpeningHours) with { Exceptions = SpecialDays.FromJson(row.Exceptions) })
    {
        Seats = row.Seats,
        KeeperId = row.KeeperId,
        Live = new StationLive(row.LiveState, row.LiveSince, row.LastVisitAt),
    };

    private record Row(
        long Id, string Code, long DistrictId, long StreetId, long CommunityId, string Name, string Address, decimal Latitude, decimal Longitude,
        int Facilities, string OpeningHours, string? Exceptions, int? Seats, long? KeeperId, LiveState LiveState, DateTimeOffset? LiveSince,
        DateTimeOffset? LastVisitAt);

    private sealed record NearRow(
        long Id, string Code, long DistrictId, long StreetId, long CommunityId, string Name, string Address, decimal Latitude, decimal Longitude,
        int Facilities, string OpeningHours, string? Exceptions, int? Seats, long? KeeperId, LiveState LiveState, DateTimeOffset? LiveSince,
        DateTimeOffset? LastVisitAt, long Meters)
        : Row(
            Id, Code, DistrictId, StreetId, CommunityId, Name, Address, Latitude, Longitude, Facilities, OpeningHours, Exceptions, Seats,
            KeeperId, LiveState, LiveSince, LastVisitAt);

    private sealed record NameRow(long Id, string Name);
}
