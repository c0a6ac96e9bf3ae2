using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations.GridWorkers.Core;

/// <summary>
/// Part-time grid workers (兼职网格员) and their events. An appointment counts only within its term and while the registration that it was
/// made on is active, so that nobody has to remember to take it away. It is no staff role and opens nothing that staff see.
/// </summary>
public sealed class GridWorkerStore(FieldCipher cipher, TimeProvider time)
{
    private const string ReasonPurpose = "gridWorker.reason";

    private const string Columns = """
        g.id AS Id, g.user_id AS UserId, g.district_id AS DistrictId, g.street_id AS StreetId, g.community_id AS CommunityId,
        g.grid_id AS GridId, g.status AS Status, g.applied_at AS AppliedAt, g.trained_at AS TrainedAt, g.proposed_at AS ProposedAt,
        g.proposed_by AS ProposedBy, g.appointed_at AS AppointedAt, g.term_ends_at AS TermEndsAt, g.ended_at AS EndedAt,
        g.reason_enc AS ReasonEnc, r.real_name_enc AS NameEnc
        """;

    private const string Source = "grid_workers g JOIN registrations r ON r.id = g.registration_id";

    private const string Counts = "g.status = 'appointed' AND g.term_ends_at > @now AND r.status = 'active'";

    /// <summary>Whether the person is a part-time grid worker of this community, or of a grid in it, at this moment.</summary>
    public async Task<bool> IsAppointed(DbSession session, long userId, long communityId) => await session.Scalar<long>($"""
        SELECT COUNT(*) FROM {Source} WHERE g.user_id = @userId AND g.live = 1 AND g.community_id = @communityId AND {Counts}
        """, new { userId, communityId, now = time.Now() }) > 0;

    /// <summary>Where the person is a part-time grid worker at this moment: the grid, or the community where it is no grid in particular.</summary>
    public Task<IReadOnlyList<long>> ListAreasOf(DbSession session, long userId) => session.List<long>($"""
        SELECT COALESCE(g.grid_id, g.community_id) FROM {Source} WHERE g.user_id = @userId AND g.live = 1 AND {Counts} LIMIT 10
        """, new { userId, now = time.Now() });

    /// <summary>The community in which the person is a part-time grid worker at this moment, or in a grid of it; null when in none.</summary>
    public Task<long?> FindCommunityOf(DbSession session, long userId) => session.Find<long?>($"""
        SELECT g.community_id FROM {Source} WHERE g.user_id = @userId AND g.live = 1 AND {Counts}
        """, new { userId, now = time.Now() });

    /// <summary>The part-time grid workers of a community and its grids at this moment.</summary>
    public async Task<IReadOnlyList<AppointedGridWorker>> ListAppointed(DbSession session, long communityId, int rows) =>
    [
        .. (await session.List<AppointedRow>($"""
            SELECT g.user_id AS UserId, COALESCE(g.grid_id, g.community_id) AS AreaId, r.real_name_enc AS NameEnc FROM {Source}
            WHERE g.community_id = @communityId AND {Counts} ORDER BY g.id LIMIT @rows
            """, new { communityId, rows, now = time.Now() }))
            .Select(row => new AppointedGridWorker(row.UserId, row.AreaId, cipher.DecryptIfAny(RegistrationStore.NamePurpose, row.NameEnc) ?? "")),
    ];

    /// <summary>Enters an application; null while the person has a live one. Two at once meet at the unique key.</summary>
    public async Task<long?> Add(Tx tx, long userId, long registrationId, Placement place, long? gridId, DateTimeOffset now)
    {
        try
        {
            return await tx.Insert("""
                INSERT INTO grid_workers (user_id, registration_id, district_id, street_id, community_id, grid_id, status, applied_at)
                VALUES (@userId, @registrationId, @DistrictId, @StreetId, @CommunityId, @gridId, 'applied', @now)
                """, new { userId, registrationId, place.DistrictId, place.StreetId, place.CommunityId, gridId, now });
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return null;
        }
    }

    public Task<int> Train(Tx tx, long id, DateTimeOffset now) => tx.Execute(
        "UPDATE grid_workers SET status = 'trained', trained_at = @now WHERE id = @id AND status = 'applied'", new { id, now });

    /// <summary>The community's half of an appointment.</summary>
    public Task<int> Propose(Tx tx, long id, long staffId, DateTimeOffset now) => tx.Execute("""
        UPDATE grid_workers SET status = 'proposed', proposed_at = @now, proposed_by = @staffId WHERE id = @id AND status = 'trained'
        """, new { id, staffId, now });

    /// <summary>The street's half; never by the one who made the first.</summary>
    public Task<int> Confirm(Tx tx, long id, long staffId, DateTimeOffset now, DateTimeOffset endsAt, DateTimeOffset remindAt) => tx.Execute("""
        UPDATE grid_workers SET status = 'appointed', appointed_at = @now, confirmed_by = @staffId, term_ends_at = @endsAt, remind_at = @remindAt
        WHERE id = @id AND status = 'proposed' AND proposed_by <> @staffId
        """, new { id, staffId, now, endsAt, remindAt });

    /// <summary>Another term from the end of the running one, whose end guards it: two renewals at once add one term.</summary>
    public Task<int> Renew(Tx tx, long id, DateTimeOffset now, DateTimeOffset endedAt, DateTimeOffset endsAt, DateTimeOffset remindAt) => tx.Execute("""
        UPDATE grid_workers SET term_ends_at = @endsAt, remind_at = @remindAt
        WHERE id = @id AND status = 'appointed' AND term_ends_at = @endedAt AND term_ends_at > @now
        """, new { id, now, endedAt, endsAt, remindAt });

    public Task<int> End(Tx tx, long id, GridWorkerStatus from, string? reason, DateTimeOffset now) => tx.Execute("""
        UPDATE grid_workers SET status = 'ended', ended_at = @now, remind_at = NULL, reason_enc = @reason WHERE id = @id AND status = @from
        """, new { id, from = from.Word(), reason = cipher.EncryptIfAny(ReasonPurpose, reason), now });

    public Task<int> Expire(Tx tx, long id, DateTimeOffset now) => tx.Execute("""
        UPDATE grid_workers SET status = 'ended', ended_at = @now, remind_at = NULL WHERE id = @id AND status = 'appointed' AND term_ends_at <= @now
        """, new { id, now });

    public Task<IReadOnlyList<long>> ListOver(DbSession session, DateTimeOffset now, int rows) => session.List<long>(
        "SELECT id FROM grid_workers WHERE status = 'appointed' AND term_ends_at <= @now ORDER BY term_ends_at LIMIT @rows", new { now, rows });

    public Task<IReadOnlyList<long>> ListRemindersDue(DbSession session, DateTimeOffset now, int rows) => session.List<long>(
        "SELECT id FROM grid_workers WHERE remind_at <= @now ORDER BY remind_at LIMIT @rows", new { now, rows });

    /// <summary>1 for the one runner that sends the reminder.</summary>
    public Task<int> TakeReminder(Tx tx, long id, DateTimeOffset now) =>
        tx.Execute("UPDATE grid_workers SET remind_at = NULL WHERE id = @id AND remind_at <= @now", new { id, now });

    public async Task<GridWorker?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM {Source} WHERE g.id = @id", new { id }) is { } row ? Read(row) : null;

    /// <summary>The person's application or appointment that has not ended, held until the transaction ends; of one registration alone when it is named.</summary>
    public async Task<GridWorker?> LockLive(Tx tx, long userId, long? registrationId) => await tx.Find<Row>($"""
        SELECT {Columns} FROM {Source}
        WHERE g.user_id = @userId AND g.live = 1 {(registrationId is null ? "" : "AND g.registration_id = @registrationId")} FOR UPDATE
        """, new { userId, registrationId }) is { } row ? Read(row) : null;

    public async Task<IReadOnlyList<GridWorker>> ListMine(DbSession session, long userId, long before, int rows) => [.. (await session.List<Row>(
        $"SELECT {Columns} FROM {Source} WHERE g.user_id = @userId AND g.id < @before ORDER BY g.id DESC LIMIT @rows",
        new { userId, before, rows })).Select(Read)];

    /// <summary>The queue of a subtree, oldest first: of several states as of one, each read along its index.</summary>
    public async Task<IReadOnlyList<GridWorker>> ListQueue(
        DbSession session, Subtree subtree, IReadOnlyList<GridWorkerStatus> statuses, long after, int rows)
    {
        List<GridWorker> found = [];
        foreach (var status in statuses)
            found.AddRange(await ListQueue(session, subtree, status, after, rows));
        return [.. found.OrderBy(worker => worker.Id).Take(rows)];
    }

    private async Task<IReadOnlyList<GridWorker>> ListQueue(DbSession session, Subtree subtree, GridWorkerStatus status, long after, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM {Source}
            WHERE g.{subtree.ColumnWithGrids} = @AreaId AND g.status = @status AND g.id > @after ORDER BY g.id LIMIT @rows
            """, new { subtree.AreaId, status = status.Word(), after, rows })).Select(Read)];

    public Task<long> AddEvent(Tx tx, long id, GridWorkerMove move, DateTimeOffset now) => tx.Insert("""
        INSERT INTO grid_worker_events (grid_worker_id, at, action, from_status, to_status, actor_id)
        VALUES (@id, @now, @action, @from, @to, @ActorId)
        """, new { id, now, action = move.Action.Word(), from = move.From?.Word(), to = move.To.Word(), move.ActorId });

    /// <summary>That somebody was appointed, when and by whom stays.</summary>
    public Task Erase(Tx tx, long userId) => tx.Execute("UPDATE grid_workers SET reason_enc = NULL WHERE user_id = @userId", new { userId });

    private GridWorker Read(Row row) => new(
        row.Id, row.UserId, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.GridId, row.Status, row.AppliedAt, row.TrainedAt,
        row.ProposedAt, row.ProposedBy, row.AppointedAt, row.TermEndsAt, row.EndedAt, cipher.DecryptIfAny(ReasonPurpose, row.ReasonEnc),
        cipher.DecryptIfAny(RegistrationStore.NamePurpose, row.NameEnc) ?? "");

    private sealed record Row(
        long Id, long UserId, long DistrictId, long StreetId, long CommunityId, long? GridId, GridWorkerStatus Status, DateTimeOffset AppliedAt,
        DateTimeOffset? TrainedAt, DateTimeOffset? ProposedAt, long? ProposedBy, DateTimeOffset? AppointedAt, DateTimeOffset? TermEndsAt,
        DateTimeOffset? EndedAt, byte[]? ReasonEnc, byte[]? NameEnc);

    private sealed record AppointedRow(long UserId, long AreaId, byte[]? NameEnc);
}

/// <summary>An application or appointment with the name in plain text: mask it before it leaves.</summary>
public sealed record GridWorker(
    long Id, long UserId, Placement Place, long? GridId, GridWorkerStatus Status, DateTimeOffset AppliedAt, DateTimeOffset? TrainedAt,
    DateTimeOffset? ProposedAt, long? ProposedBy, DateTimeOffset? AppointedAt, DateTimeOffset? TermEndsAt, DateTimeOffset? EndedAt,
    string? Reason, string RealName);

/// <summary>Somebody whose appointment counts, with the name in plain text: mask it before it leaves.</summary>
/// <param name="AreaId">The grid, or the community where it is no grid in particular.</param>
public sealed record AppointedGridWorker(long UserId, long AreaId, string RealName);

/// <summary>One move as the events keep it.</summary>
public sealed record GridWorkerMove(GridWorkerAction Action, GridWorkerStatus? From, GridWorkerStatus To, long? ActorId);
