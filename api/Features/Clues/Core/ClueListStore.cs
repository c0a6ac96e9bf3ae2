using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>Lists of clues; each combination of filters has its index, so that it costs the same at any size.</summary>
public sealed class ClueListStore(ClueStore clues)
{
    private const string Columns = ClueStore.Columns;

    /// <summary>The public list, newest first.</summary>
    public Task<IReadOnlyList<Clue>> ListPublic(DbSession session, ClueFilter filter, long before, int rows) => Read(session, $"""
        SELECT {Columns} FROM clues
        WHERE {(filter.Area is null ? "" : $"{filter.Area.ColumnWithGrids} = @AreaId AND")} {Conditions(filter)} listed = 1 AND id < @before
        ORDER BY id DESC LIMIT @rows
        """, new { filter.Area?.AreaId, Status = filter.Status?.Word(), Class = filter.Class?.Word(), before, rows });

    /// <summary>
    /// Public clues within <paramref name="reach"/> metres, nearest first, after a distance and id, by their coarse places: nobody can
    /// find out an exact one by asking from many sides. The box is what the index serves; the formula then looks at few rows.
    /// </summary>
    public async Task<IReadOnlyList<NearClue>> ListNear(
        DbSession session, GeoPoint from, ClueFilter filter, int reach, NearPosition after, int rows)
    {
        var box = from.Around(reach + 1);
        var near = await session.List<NearRow>($"""
            SELECT Id, Meters FROM (
              SELECT id AS Id, CAST(ROUND({GeoPoint.EarthRadius} * 2 * ASIN(LEAST(1, SQRT(
                POW(SIN(RADIANS(latitude - @FromLatitude) / 2), 2)
                + COS(RADIANS(@FromLatitude)) * COS(RADIANS(latitude)) * POW(SIN(RADIANS(longitude - @FromLongitude) / 2), 2))))) AS SIGNED) AS Meters
              FROM clues
              WHERE {(filter.Area is null ? "" : $"{filter.Area.ColumnWithGrids} = @AreaId AND")} {Conditions(filter)} listed = 1
                AND latitude BETWEEN @South AND @North AND longitude BETWEEN @West AND @East) near
            WHERE Meters <= @reach AND (Meters > @AfterMeters OR Meters = @AfterMeters AND Id > @AfterId)
            ORDER BY Meters, Id LIMIT @rows
            """, new
        {
            filter.Area?.AreaId, Status = filter.Status?.Word(), Class = filter.Class?.Word(), box.South, box.North, box.West, box.East,
            FromLatitude = from.Latitude, FromLongitude = from.Longitude, reach, AfterMeters = after.Meters, AfterId = after.Id, rows,
        });
        var about = await ListByIds(session, [.. near.Select(row => row.Id)]);
        return [.. near.Where(row => about.ContainsKey(row.Id)).Select(row => new NearClue(about[row.Id], row.Meters))];
    }

    /// <summary>A queue of a subtree, oldest first: one state, or what waits too long in whatever state.</summary>
    public Task<IReadOnlyList<Clue>> ListQueue(DbSession session, Subtree subtree, ClueStatus? status, long after, int rows) => Read(session, $"""
        SELECT {Columns} FROM clues
        WHERE {subtree.ColumnWithGrids} = @AreaId AND {(status is null ? "late = 1" : "status = @status")} AND id > @after ORDER BY id LIMIT @rows
        """, new { subtree.AreaId, status = status?.Word(), after, rows });

    /// <summary>What somebody has in hand in that state, oldest first; of one community alone when it is named.</summary>
    public Task<IReadOnlyList<Clue>> ListOwned(DbSession session, long ownerId, long? communityId, ClueStatus status, long after, int rows) => Read(session, $"""
        SELECT {Columns} FROM clues FORCE INDEX (of_owner)
        WHERE owner_id = @ownerId AND status = @status {(communityId is null ? "" : "AND community_id = @communityId")} AND id > @after
        ORDER BY id LIMIT @rows
        """, new { ownerId, communityId, status = status.Word(), after, rows });

    /// <summary>Whose reporters may be rung now, without what the reader is concerned in. A result stands for some days only, so there are few.</summary>
    public Task<IReadOnlyList<Clue>> ListToCall(DbSession session, Subtree subtree, long readerId, DateTimeOffset now, long after, int rows) => Read(session, $"""
        SELECT {Columns} FROM clues
        WHERE {subtree.ColumnWithGrids} = @AreaId AND status IN {ClueLifecycle.AwaitsCallBack.Sql} AND id > @after AND call_from <= @now AND timer_at > @now
          AND reporter_id <> @readerId AND (owner_id IS NULL OR owner_id <> @readerId)
        ORDER BY id LIMIT @rows
        """, new { subtree.AreaId, readerId, now, after, rows });

    public Task<IReadOnlyList<Clue>> ListMine(DbSession session, long reporterId, long before, int rows) => Read(session, $"""
        SELECT {Columns} FROM clues WHERE reporter_id = @reporterId AND id < @before ORDER BY id DESC LIMIT @rows
        """, new { reporterId, before, rows });

    /// <summary>Those that somebody follows and everyone may see, newest first.</summary>
    public Task<IReadOnlyList<long>> ListFollowed(DbSession session, long userId, long before, int rows) => session.List<long>("""
        SELECT followed.case_id FROM case_people AS followed JOIN clues ON clues.id = followed.case_id AND clues.listed = 1
        WHERE followed.user_id = @userId AND followed.kind = @kind AND followed.part = @part AND followed.case_id < @before
        ORDER BY followed.case_id DESC LIMIT @rows
        """, new { userId, kind = ClueCases.KindName, part = CasePart.Follower.Word(), before, rows });

    /// <summary>With what somebody helps in a community; read along the person's own rows, not along all that was reported there.</summary>
    public Task<IReadOnlyList<long>> ListHelped(DbSession session, long userId, long communityId) => session.List<long>("""
        SELECT helped.case_id FROM case_people AS helped STRAIGHT_JOIN clues ON clues.id = helped.case_id
        WHERE helped.user_id = @userId AND helped.kind = @kind AND helped.part = @part AND clues.community_id = @communityId
        ORDER BY helped.case_id LIMIT 1000
        """, new { userId, kind = ClueCases.KindName, part = CasePart.Helper.Word(), communityId });

    public async Task<IReadOnlyDictionary<long, Clue>> ListByIds(DbSession session, IReadOnlyList<long> ids) => ids.Count == 0
        ? new Dictionary<long, Clue>()
        : (await Read(session, $"SELECT {Columns} FROM clues WHERE id IN @ids LIMIT 200", new { ids })).ToDictionary(clue => clue.Id);

    public Task<IReadOnlyList<long>> ListTimersDue(DbSession session, DateTimeOffset now, int rows) => session.List<long>(
        "SELECT id FROM clues WHERE timer_at <= @now ORDER BY timer_at, id LIMIT @rows", new { now, rows });

    public Task<IReadOnlyList<long>> ListAlarmsDue(DbSession session, DateTimeOffset now, int rows) => session.List<long>(
        "SELECT id FROM clues WHERE alarm_at <= @now ORDER BY alarm_at, id LIMIT @rows", new { now, rows });

    private static string Conditions(ClueFilter filter) =>
        (filter.Status is null ? "" : "status = @Status AND ")
        + (filter.Class is null ? "" : "class = @Class AND ")
        + (filter.OnlyInWork ? $"status IN {ClueLifecycle.InWork.Sql} AND " : "");

    private async Task<IReadOnlyList<Clue>> Read(DbSession session, string sql, object parameters) =>
        [.. (await session.List<ClueRow>(sql, parameters)).Select(clues.Read)];

    private sealed record NearRow(long Id, long Meters);
}

/// <summary>What a public list is narrowed to; null is everything.</summary>
public sealed record ClueFilter(Subtree? Area, ClueStatus? Status, ClueClass? Class, bool OnlyInWork);

/// <summary>A clue and its distance in whole metres from where the search began.</summary>
public sealed record NearClue(Clue Clue, long Meters);
