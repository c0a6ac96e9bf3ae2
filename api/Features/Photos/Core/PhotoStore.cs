using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Photos.Core;

/// <summary>What is known of the photos; the pictures themselves are files.</summary>
public sealed class PhotoStore(FieldCipher cipher)
{
    private const string ReasonPurpose = "photo.reason";

    private const string Columns = """
        id AS Id, name AS Name, subject_kind AS SubjectKind, subject_id AS SubjectId, wish_id AS WishId, district_id AS DistrictId,
        street_id AS StreetId, community_id AS CommunityId, owner_id AS OwnerId, media_type AS MediaType, bytes AS Bytes, width AS Width,
        height AS Height, status AS Status, check_by AS CheckBy, check_tries AS CheckTries, reason_enc AS ReasonEnc, created_at AS CreatedAt
        """;

    public Task<long> Insert(Tx tx, NewPhoto photo, DateTimeOffset checkBy, DateTimeOffset now) => tx.Insert("""
        INSERT INTO photos (name, subject_kind, subject_id, wish_id, district_id, street_id, community_id, owner_id, media_type, bytes, width,
                            height, status, check_by, check_tries, created_at)
        VALUES (@Name, @kind, @SubjectId, @WishId, @DistrictId, @StreetId, @CommunityId, @OwnerId, @MediaType, @Bytes, @Width, @Height,
                'checking', @checkBy, 0, @now)
        """, new
    {
        photo.Name, kind = photo.Target.Kind.Word(), photo.Target.SubjectId, photo.Target.WishId, photo.Target.Place.DistrictId,
        photo.Target.Place.StreetId, photo.Target.Place.CommunityId, photo.OwnerId, photo.MediaType, photo.Bytes, photo.Width, photo.Height,
        checkBy, now,
    });

    /// <summary>
    /// Photos that count against the limit for one more by this person. Of others' those that staff hid do not: who added them may be
    /// gone, and would keep the places for ever.
    /// </summary>
    public Task<long> Count(DbSession session, PhotoTarget target, long ownerId) => session.Scalar<long>("""
        SELECT COUNT(*) FROM photos
        WHERE subject_kind = @kind AND subject_id = @SubjectId AND status <> 'removed'
              AND (owner_id = @ownerId OR (@IsShared AND status <> 'hidden'))
        """, new { kind = target.Kind.Word(), target.SubjectId, target.IsShared, ownerId });

    public async Task<Photo?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM photos WHERE id = @id", new { id }) is { } row ? Read(row) : null;

    public async Task<Photo?> FindByName(DbSession session, string name) =>
        await session.Find<Row>($"SELECT {Columns} FROM photos WHERE name = @name", new { name }) is { } row ? Read(row) : null;

    /// <summary>The photo, locked until the transaction ends, so that what is decided by its state is still so.</summary>
    public async Task<Photo?> Lock(Tx tx, long id) =>
        await tx.Find<Row>($"SELECT {Columns} FROM photos WHERE id = @id FOR UPDATE", new { id }) is { } row ? Read(row) : null;

    /// <summary>The photo that WeChat's verdict is about; locked, so that a verdict and a decision of staff come one after the other.</summary>
    public async Task<Photo?> FindByTrace(Tx tx, string traceId) =>
        await tx.Find<Row>($"SELECT {Columns} FROM photos WHERE trace_id = @traceId FOR UPDATE", new { traceId }) is { } row ? Read(row) : null;

    /// <summary>Photos of a subject in the order in which they came.</summary>
    public async Task<IReadOnlyList<Photo>> ListOf(DbSession session, PhotoSubject kind, long subjectId) => Read(await session.List<Row>($"""
        SELECT {Columns} FROM photos WHERE subject_kind = @kind AND subject_id = @subjectId AND status <> 'removed' ORDER BY id LIMIT 50
        """, new { kind = kind.Word(), subjectId }));

    public async Task<IReadOnlyList<Photo>> ListOfOwner(DbSession session, long ownerId, int rows) => Read(await session.List<Row>($"""
        SELECT {Columns} FROM photos WHERE owner_id = @ownerId AND status <> 'removed' ORDER BY id DESC LIMIT @rows
        """, new { ownerId, rows }));

    /// <summary>A staff queue of a subtree, oldest first.</summary>
    public async Task<IReadOnlyList<Photo>> ListQueue(DbSession session, Subtree subtree, PhotoStatus status, long after, int rows) =>
        Read(await session.List<Row>($"""
            SELECT {Columns} FROM photos WHERE {subtree.Column} = @AreaId AND status = @status AND id > @after ORDER BY id LIMIT @rows
            """, new { subtree.AreaId, status = status.Word(), after, rows }));

    /// <summary>Where WeChat's verdict will be recognised; 0 when it is not awaited any more.</summary>
    public Task<int> SetTrace(Tx tx, long id, string traceId) =>
        tx.Execute("UPDATE photos SET trace_id = @traceId WHERE id = @id AND check_by IS NOT NULL", new { id, traceId });

    /// <summary>Counts a download that failed; the verdict that comes next has another trace.</summary>
    public Task<int> CountFailedDownload(Tx tx, long id) => tx.Execute(
        "UPDATE photos SET check_tries = check_tries + 1, trace_id = NULL WHERE id = @id AND check_by IS NOT NULL", new { id });

    /// <summary>
    /// One move of the life cycle, guarded by the states that it leads out of; 0 when the photo is in none of them. WeChat's check goes on
    /// behind a photo that staff hide, and ends with every other move.
    /// </summary>
    public Task<int> Move(Tx tx, long id, PhotoAction action, DateTimeOffset now, long? by = null, string? reason = null)
    {
        var (from, to) = PhotoLifecycle.Of(action);
        return tx.Execute("""
            UPDATE photos SET status = @to, check_by = IF(@goesOn, check_by, NULL), decided_at = @now, decided_by = @by, reason_enc = @reason
            WHERE id = @id AND status IN @from
            """, new
        {
            id, to = to.Word(), goesOn = action == PhotoAction.Hide, now, by, reason = cipher.EncryptIfAny(ReasonPurpose, reason),
            from = from.Select(status => status.Word()),
        });
    }

    /// <summary>
    /// What the check came to. A photo that staff hid meanwhile stays hidden, and is theirs to show from now on. Of two verdicts the one
    /// that WeChat gave later counts, in whatever order they come.
    /// </summary>
    /// <param name="at">When WeChat gave it; null when it gave none.</param>
    public async Task<int> EndCheck(Tx tx, long id, PhotoAction verdict, DateTimeOffset now, DateTimeOffset? at = null) =>
        await EndBy(tx, id, verdict, now, at) is > 0 and var moved
            ? moved
            : await tx.Execute("UPDATE photos SET check_by = NULL WHERE id = @id AND status = 'hidden' AND check_by IS NOT NULL", new { id });

    private static Task<int> EndBy(Tx tx, long id, PhotoAction verdict, DateTimeOffset now, DateTimeOffset? at)
    {
        var (from, to) = PhotoLifecycle.Of(verdict);
        return tx.Execute("""
            UPDATE photos SET status = @to, check_by = NULL, decided_at = @now, verdict_at = COALESCE(@at, verdict_at)
            WHERE id = @id AND status IN @from AND (status <> 'visible' OR decided_by IS NULL) AND (verdict_at IS NULL OR verdict_at < @at)
            """, new { id, to = to.Word(), now, at, from = from.Select(status => status.Word()) });
    }

    /// <summary>Back from hidden to the check that is still running; 0 when none is.</summary>
    public Task<int> ResumeCheck(Tx tx, long id) => tx.Execute("""
        UPDATE photos SET status = 'checking', decided_at = NULL, decided_by = NULL, reason_enc = NULL
        WHERE id = @id AND status = 'hidden' AND check_by IS NOT NULL
        """, new { id });

    /// <summary>All photos of a person who leaves; the sweep deletes their files.</summary>
    public Task RemoveAllOf(Tx tx, long ownerId, DateTimeOffset now) => tx.Execute("""
        UPDATE photos SET status = 'removed', check_by = NULL, decided_at = @now, reason_enc = NULL, trace_id = NULL
        WHERE owner_id = @ownerId AND status <> 'removed'
        """, new { ownerId, now });

    /// <summary>Photos that WeChat has not judged in time.</summary>
    public Task<IReadOnlyList<long>> ListOverdue(DbSession session, DateTimeOffset now, int rows) => session.List<long>(
        "SELECT id FROM photos WHERE status IN ('checking', 'hidden') AND check_by <= @now ORDER BY check_by LIMIT @rows", new { now, rows });

    public Task<IReadOnlyList<RemovedPhoto>> ListRemoved(DbSession session, int rows) => session.List<RemovedPhoto>(
        "SELECT id AS Id, name AS Name FROM photos WHERE status = 'removed' AND check_by IS NULL ORDER BY id LIMIT @rows", new { rows });

    /// <summary>Forgets a removed photo whose file is gone.</summary>
    public Task<int> Forget(Tx tx, long id) => tx.Execute("DELETE FROM photos WHERE id = @id AND status = 'removed'", new { id });

    /// <summary>Which of these files have a row.</summary>
    public async Task<IReadOnlySet<string>> ListKnown(DbSession session, IReadOnlyList<string> names) => names.Count == 0
        ? new HashSet<string>()
        : (await session.List<string>("SELECT name FROM photos WHERE name IN @names LIMIT 1000", new { names })).ToHashSet(StringComparer.Ordinal);

    private IReadOnlyList<Photo> Read(IReadOnlyList<Row> rows) => [.. rows.Select(Read)];

    private Photo Read(Row row) => new(
        row.Id, row.Name, row.SubjectKind, row.SubjectId, row.WishId, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.OwnerId,
        row.MediaType, row.Bytes, row.Width, row.Height, row.Status, row.CheckBy, row.CheckTries,
        cipher.DecryptIfAny(ReasonPurpose, row.ReasonEnc), row.CreatedAt);

    private sealed record Row(
        long Id, string Name, PhotoSubject SubjectKind, long SubjectId, long? WishId, long DistrictId, long StreetId, long CommunityId,
        long OwnerId, string MediaType, int Bytes, int Width, int Height, PhotoStatus Status, DateTimeOffset? CheckBy, int CheckTries,
        byte[]? ReasonEnc, DateTimeOffset CreatedAt);
}

public sealed record RemovedPhoto(long Id, string Name);
