using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.CheckIns;

/// <summary>Check-ins, and the two rows on which taps at the same moment meet: the last visit to a station and the day's count.</summary>
public sealed class CheckInStore
{
    /// <summary>Long before any visit, so that a first visit is let through by the same condition as a later one.</summary>
    private static readonly DateTimeOffset Never = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Takes the courier's visit to the station; false when the last one is more recent than the limit.</summary>
    public async Task<bool> TakeVisit(Tx tx, long userId, long stationId, DateTimeOffset now, DateTimeOffset notAfter)
    {
        // The row is made and locked for writing in one statement. INSERT IGNORE would lock a row that is there for reading only, and
        // two taps that each hold that lock and want to write deadlock.
        await tx.Execute("""
            INSERT INTO station_visits (user_id, station_id, last_at) VALUES (@userId, @stationId, @Never)
            ON DUPLICATE KEY UPDATE last_at = last_at
            """, new { userId, stationId, Never });
        return await tx.Execute("""
            UPDATE station_visits SET last_at = @now WHERE user_id = @userId AND station_id = @stationId AND last_at <= @notAfter
            """, new { userId, stationId, now, notAfter }) == 1;
    }

    public Task<DateTimeOffset> LastVisit(Tx tx, long userId, long stationId) => tx.Scalar<DateTimeOffset>(
        "SELECT last_at FROM station_visits WHERE user_id = @userId AND station_id = @stationId", new { userId, stationId });

    /// <summary>Takes one of the day's credited check-ins; false when all are used up.</summary>
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

    public Task<long> Add(Tx tx, NewCheckIn checkIn, DateTimeOffset now) => tx.Insert("""
        INSERT INTO check_ins (user_id, station_id, district_id, street_id, community_id, at, local_day, status, score, place, accuracy,
                               points, points_refused)
        VALUES (@UserId, @StationId, @DistrictId, @StreetId, @CommunityId, @now, @LocalDay, @Status, @Score, @PlaceWord, @Accuracy,
                @Points, @PointsRefused)
        """, new
    {
        checkIn.UserId, checkIn.StationId, checkIn.Place.DistrictId, checkIn.Place.StreetId, checkIn.Place.CommunityId, now,
        checkIn.LocalDay, Status = checkIn.Proof.Status.Word(), checkIn.Proof.Score, PlaceWord = checkIn.Proof.Place.Word(),
        Accuracy = checkIn.Proof.Accuracy.Word(), checkIn.Points, PointsRefused = checkIn.PointsRefused?.Code,
    });

    public Task<CheckIn?> Find(DbSession session, long id) => session.Find<CheckIn>("""
        SELECT id AS Id, user_id AS UserId, station_id AS StationId, at AS At, status AS Status, score AS Score, place AS Place,
               accuracy AS Accuracy, points AS Points, points_refused AS PointsRefused
        FROM check_ins WHERE id = @id
        """, new { id });

    public Task<IReadOnlyList<CheckIn>> ListMine(DbSession session, long userId, long before, int rows) => session.List<CheckIn>("""
        SELECT id AS Id, user_id AS UserId, station_id AS StationId, at AS At, status AS Status, score AS Score, place AS Place,
               accuracy AS Accuracy, points AS Points, points_refused AS PointsRefused
        FROM check_ins WHERE user_id = @userId AND id < @before ORDER BY id DESC LIMIT @rows
        """, new { userId, before, rows });
}

public sealed record NewCheckIn(
    long UserId, long StationId, Placement Place, DateOnly LocalDay, Proof Proof, int Points, ErrorCode? PointsRefused);

/// <param name="PointsRefused">The code of the reason why there were no points; null when there were.</param>
public sealed record CheckIn(
    long Id, long UserId, long StationId, DateTimeOffset At, CheckInStatus Status, int Score, CheckInPlace Place, AccuracyClass Accuracy,
    int Points, string? PointsRefused);
