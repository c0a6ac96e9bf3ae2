using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>
/// Check-ins, and the three rows of a courier on which taps at the same moment meet: what is known of the courier, the last visit to a
/// station and the day's count.
/// </summary>
public sealed class CheckInStore(FieldCipher cipher)
{
    public const string ReasonPurpose = "checkIn.reason";

    private const string Columns = """
        id AS Id, user_id AS UserId, station_id AS StationId, district_id AS DistrictId, street_id AS StreetId,
        community_id AS CommunityId, at AS At, local_day AS LocalDay, status AS Status, score AS Score, place AS Place,
        accuracy AS Accuracy, signals AS Signals, points AS Points, points_refused AS PointsRefused, due_at AS DueAt,
        (SELECT e.reason_enc FROM check_in_events e WHERE e.check_in_id = check_ins.id AND e.reason_enc IS NOT NULL
         ORDER BY e.id DESC LIMIT 1) AS ReasonEnc
        """;

    /// <summary>Long before any visit, so that a first visit is let through by the same condition as a later one.</summary>
    private static readonly DateTimeOffset Never = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Locks the courier's rows, makes those that are missing, and gives what they hold. All taps of one courier queue up here, whatever
    /// station and day they are for, so that each is judged knowing the ones before it. It is one message to the database.
    /// </summary>
    public async Task<BeforeVisit> Lock(Tx tx, long userId, long stationId, DateOnly localDay) =>
        // The rows are made and locked for writing in one statement. INSERT IGNORE would lock a row that is there for reading only, and
        // two taps that each hold that lock and want to write deadlock.
        (await tx.Find<BeforeVisit>("""
            INSERT INTO check_in_people (user_id) VALUES (@userId) ON DUPLICATE KEY UPDATE station_id = station_id;
            INSERT INTO station_visits (user_id, station_id, last_at) VALUES (@userId, @stationId, @Never)
            ON DUPLICATE KEY UPDATE last_at = last_at;
            INSERT INTO check_in_days (user_id, local_day, credited) VALUES (@userId, @localDay, 0)
            ON DUPLICATE KEY UPDATE credited = credited;
            SELECT v.last_at AS VisitedAt, d.credited AS Credited, p.station_id AS LastStationId, p.at AS LastAt, p.device_hash AS Device,
                   p.device_at AS DeviceAt, p.display_window AS DisplayWindow
            FROM check_in_people p
            JOIN station_visits v ON v.user_id = p.user_id AND v.station_id = @stationId
            JOIN check_in_days d ON d.user_id = p.user_id AND d.local_day = @localDay
            WHERE p.user_id = @userId FOR UPDATE
            """, new { userId, stationId, localDay, Never }))!;

    /// <summary>
    /// Enters a check-in and writes down what judges the next one. It relies on the rows that <see cref="Lock"/> holds, so its updates
    /// need no guards. A suspect visit says nothing about where the courier was, and must not make the next true one look wrong.
    /// </summary>
    public Task<long> Add(Tx tx, NewCheckIn checkIn, DateTimeOffset now)
    {
        var (evidence, proof) = (checkIn.Evidence, checkIn.Evidence.Proof);
        var isBelieved = proof.Status != CheckInStatus.Suspect;
        return tx.Insert("""
            UPDATE station_visits SET last_at = @now WHERE user_id = @UserId AND station_id = @StationId;
            UPDATE check_in_days SET credited = credited + @Places WHERE user_id = @UserId AND local_day = @LocalDay;
            UPDATE check_in_people
            SET station_id = COALESCE(@LastStationId, station_id), at = COALESCE(@LastAt, at),
                device_hash = COALESCE(@Device, device_hash), device_at = COALESCE(@DeviceAt, device_at),
                display_window = COALESCE(@DisplayWindow, display_window)
            WHERE user_id = @UserId;
            INSERT INTO check_ins (user_id, station_id, district_id, street_id, community_id, at, local_day, status, score, place, accuracy,
                                   signals, points, points_refused, due_at)
            VALUES (@UserId, @StationId, @DistrictId, @StreetId, @CommunityId, @now, @LocalDay, @Status, @Score, @PlaceWord, @Accuracy,
                    @Signals, @Points, @PointsRefused, @DueAt)
            """, new
        {
            checkIn.UserId, checkIn.StationId, checkIn.Place.DistrictId, checkIn.Place.StreetId, checkIn.Place.CommunityId, now,
            checkIn.LocalDay, Status = proof.Status.Word(), proof.Score, PlaceWord = proof.Place.Word(), Accuracy = proof.Accuracy.Word(),
            Signals = SignalWords.Write(proof.Signals), checkIn.Points, PointsRefused = checkIn.PointsRefused?.Code, checkIn.DueAt,
            Places = checkIn.PointsRefused is null ? 1 : 0, evidence.DisplayWindow,
            LastStationId = isBelieved ? checkIn.StationId : (long?)null, LastAt = isBelieved ? now : (DateTimeOffset?)null,
            Device = isBelieved ? evidence.Device : null, DeviceAt = isBelieved && evidence.Device is not null ? now : (DateTimeOffset?)null,
        });
    }

    /// <summary>Takes one of a day's credited check-ins; false when all are used up.</summary>
    public async Task<bool> TakeCredit(Tx tx, long userId, DateOnly localDay, int limit)
    {
        await tx.Execute("""
            INSERT INTO check_in_days (user_id, local_day, credited) VALUES (@userId, @localDay, 0)
            ON DUPLICATE KEY UPDATE credited = credited
            """, new { userId, localDay });
        return await tx.Execute("""
            UPDATE check_in_days SET credited = credited + 1 WHERE user_id = @userId AND local_day = @localDay AND credited < @limit
            """, new { userId, localDay, limit }) == 1;
    }

    public async Task<CheckIn?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM check_ins WHERE id = @id", new { id }) is { } row ? Read(row) : null;

    public async Task<IReadOnlyList<CheckIn>> ListMine(DbSession session, long userId, long before, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM check_ins WHERE user_id = @userId AND id < @before ORDER BY id DESC LIMIT @rows
            """, new { userId, before, rows })).Select(Read)];

    /// <summary>Check-ins of a subtree in one state, oldest first.</summary>
    public async Task<IReadOnlyList<CheckIn>> ListIn(DbSession session, Subtree subtree, CheckInStatus status, long after, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM check_ins
            WHERE {subtree.Column} = @AreaId AND status = @status AND id > @after ORDER BY id LIMIT @rows
            """, new { subtree.AreaId, status = status.Word(), after, rows })).Select(Read)];

    /// <summary>Provisional check-ins at these stations whose time is not over, oldest first.</summary>
    public async Task<IReadOnlyList<CheckIn>> ListSealable(
        DbSession session, IReadOnlyCollection<long> stationIds, DateTimeOffset now, long after, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM check_ins
            WHERE station_id IN @stationIds AND status = 'provisional' AND due_at > @now AND id > @after ORDER BY id LIMIT @rows
            """, new { stationIds, now, after, rows })).Select(Read)];

    private CheckIn Read(Row row) => new(
        row.Id, row.UserId, row.StationId, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.At, row.LocalDay, row.Status,
        row.Score, row.Place, row.Accuracy, SignalWords.Read(row.Signals), row.Points, row.PointsRefused, row.DueAt,
        cipher.DecryptIfAny(ReasonPurpose, row.ReasonEnc));

    private sealed record Row(
        long Id, long UserId, long StationId, long DistrictId, long StreetId, long CommunityId, DateTimeOffset At, DateOnly LocalDay,
        CheckInStatus Status, int Score, CheckInPlace Place, AccuracyClass Accuracy, string Signals, int Points, string? PointsRefused,
        DateTimeOffset? DueAt, byte[]? ReasonEnc);
}
