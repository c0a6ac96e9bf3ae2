using System.Text.Json;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;

namespace LinYuan.Api.Features.Registrations.Core;

/// <summary>Registrations and their events.</summary>
public sealed class RegistrationStore(FieldCipher cipher)
{
    public const string NamePurpose = "registration.name";
    public const string PhonePurpose = "registration.phone";
    public const string SkillsPurpose = "registration.skills";
    public const string PlatformPurpose = "registration.platform";
    internal const string ReasonPurpose = "registration.reason";

    private const string Columns = """
        id AS Id, user_id AS UserId, kind AS Kind, status AS Status, district_id AS DistrictId, street_id AS StreetId,
        community_id AS CommunityId, unit_id AS UnitId, real_name_enc AS NameEnc, phone_enc AS PhoneEnc, skills_enc AS SkillsEnc,
        platform_enc AS PlatformEnc, reason_enc AS ReasonEnc, submitted_at AS SubmittedAt, decided_at AS DecidedAt,
        worker_number_enc AS WorkerNumberEnc, worker_verified_at AS WorkerVerifiedAt, version AS Version
        """;

    /// <summary>Enters a registration; null when the person has a live one of this kind. Two at once meet at the unique key.</summary>
    public async Task<long?> Submit(Tx tx, NewRegistration registration, DateTimeOffset now)
    {
        try
        {
            return await tx.Insert("""
                INSERT INTO registrations (user_id, kind, status, district_id, street_id, community_id, unit_id, real_name_enc, phone_enc,
                                           phone_hash, skills_enc, platform_enc, worker_number_enc, worker_number_hash, submitted_at)
                VALUES (@UserId, @Kind, 'submitted', @DistrictId, @StreetId, @CommunityId, @UnitId, @Name, @Phone, @PhoneHash, @Skills,
                        @Platform, @WorkerNumber, @WorkerHash, @now)
                """, Parameters(registration, now));
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return null;
        }
    }

    /// <summary>The person's registration of a kind that staff have returned; null when none is in that state.</summary>
    public Task<long?> FindReturned(DbSession session, long userId, RegistrationKind kind) => session.Find<long?>(
        "SELECT id FROM registrations WHERE user_id = @userId AND kind = @kind AND live = 1 AND status = 'returned'",
        new { userId, kind = kind.Word() });

    /// <summary>Holds the registration until the transaction ends, as it is now.</summary>
    public async Task<Registration?> Lock(Tx tx, long id) =>
        await tx.Find<Row>($"SELECT {Columns} FROM registrations WHERE id = @id FOR UPDATE", new { id }) is { } row ? Read(row) : null;

    /// <summary>Submits a returned registration again with new content; 0 when it is not in that state any more.</summary>
    public Task<int> Resubmit(Tx tx, NewRegistration registration, DateTimeOffset now) => tx.Execute("""
        UPDATE registrations SET status = 'submitted', district_id = @DistrictId, street_id = @StreetId, community_id = @CommunityId,
               unit_id = @UnitId, real_name_enc = @Name, phone_enc = @Phone, phone_hash = @PhoneHash, skills_enc = @Skills,
               platform_enc = @Platform, worker_number_enc = @WorkerNumber, worker_number_hash = @WorkerHash, submitted_at = @now,
               reason_enc = NULL, version = version + 1
        WHERE user_id = @UserId AND kind = @Kind AND live = 1 AND status = 'returned'
        """, Parameters(registration, now));

    /// <summary>A staff decision as a guarded move; 0 when the registration is no longer as it was judged.</summary>
    public Task<int> Decide(Tx tx, Registration judged, RegistrationStatus to, long staffId, string? reason, DateTimeOffset now) => tx.Execute("""
        UPDATE registrations SET status = @to, reason_enc = @reason, decided_at = @now, decided_by = @staffId
        WHERE id = @Id AND status = @from AND version = @Version
        """, new
    {
        judged.Id, judged.Version, from = judged.Status.Word(), to = to.Word(), staffId, reason = cipher.EncryptIfAny(ReasonPurpose, reason), now,
    });

    public Task AddEvent(
        Tx tx, long id, RegistrationAction action, RegistrationStatus? from, RegistrationStatus to, long actorId, string? reason,
        DateTimeOffset now) => tx.Execute("""
        INSERT INTO registration_events (registration_id, at, action, from_status, to_status, actor_id, reason_enc)
        VALUES (@id, @now, @action, @from, @to, @actorId, @reason)
        """, new { id, now, action = action.Word(), from = from?.Word(), to = to.Word(), actorId, reason = cipher.EncryptIfAny(ReasonPurpose, reason) });

    public async Task<Registration?> Find(DbSession session, long id) =>
        await session.Find<Row>($"SELECT {Columns} FROM registrations WHERE id = @id", new { id }) is { } row ? Read(row) : null;

    /// <summary>The person's active registration of one of these kinds, by which they may claim or check in; null when there is none.</summary>
    public async Task<Registration?> FindActive(DbSession session, long userId, params RegistrationKind[] kinds) =>
        await session.Find<Row>($"""
            SELECT {Columns} FROM registrations
            WHERE user_id = @userId AND kind IN @kinds AND live = 1 AND status = 'active' ORDER BY id LIMIT 1
            """, new { userId, kinds = kinds.Select(kind => kind.Word()) }) is { } row ? Read(row) : null;

    /// <summary>
    /// How many active registrations of some kinds a person has, for a statement of another store that asks it along with the rest. The
    /// words are parameters or columns of that statement.
    /// </summary>
    public static string CountActive(string userId, string kinds) =>
        $"(SELECT COUNT(*) FROM registrations WHERE user_id = {userId} AND kind IN {kinds} AND live = 1 AND status = 'active')";

    public async Task<IReadOnlyList<Registration>> ListMine(DbSession session, long userId, long before, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM registrations WHERE user_id = @userId AND id < @before ORDER BY id DESC LIMIT @rows
            """, new { userId, before, rows })).Select(Read)];

    /// <summary>The review queue of a subtree, oldest first.</summary>
    public async Task<IReadOnlyList<Registration>> ListQueue(
        DbSession session, Subtree subtree, RegistrationStatus status, long after, int rows) =>
        [.. (await session.List<Row>($"""
            SELECT {Columns} FROM registrations
            WHERE {subtree.Column} = @AreaId AND status = @status AND id > @after ORDER BY id LIMIT @rows
            """, new { subtree.AreaId, status = status.Word(), after, rows })).Select(Read)];

    /// <summary>Ends what is live and erases who it was; counts and events stay.</summary>
    public Task Erase(Tx tx, long userId, DateTimeOffset now) => tx.Execute("""
        UPDATE registrations SET status = CASE WHEN live = 1 THEN 'ended' ELSE status END, real_name_enc = NULL, phone_enc = NULL,
               phone_hash = NULL, skills_enc = NULL, platform_enc = NULL, worker_number_enc = NULL, worker_number_hash = NULL, decided_at = @now
        WHERE user_id = @userId
        """, new { userId, now });

    private object Parameters(NewRegistration registration, DateTimeOffset now) => new
    {
        registration.UserId,
        Kind = registration.Kind.Word(),
        registration.Place.DistrictId,
        registration.Place.StreetId,
        registration.Place.CommunityId,
        registration.UnitId,
        Name = cipher.Encrypt(NamePurpose, registration.RealName),
        Phone = registration.Phone is null ? null : cipher.Encrypt(PhonePurpose, registration.Phone),
        PhoneHash = registration.Phone is null ? null : cipher.LookupHash(PhonePurpose, registration.Phone),
        Skills = registration.Skills.Count == 0 ? null : cipher.Encrypt(SkillsPurpose, JsonSerializer.Serialize(registration.Skills)),
        Platform = cipher.EncryptIfAny(PlatformPurpose, registration.Platform),
        WorkerNumber = cipher.EncryptIfAny(WorkerNumbers.Purpose, registration.WorkerNumber),
        WorkerHash = WorkerNumbers.HashOf(cipher, registration.Platform, registration.WorkerNumber),
        now,
    };

    private Registration Read(Row row) => new(
        row.Id, row.UserId, row.Kind, row.Status, new Placement(row.DistrictId, row.StreetId, row.CommunityId), row.UnitId,
        row.NameEnc is null ? "" : cipher.Decrypt(NamePurpose, row.NameEnc),
        row.PhoneEnc is null ? null : cipher.Decrypt(PhonePurpose, row.PhoneEnc),
        cipher.DecryptIfAny(SkillsPurpose, row.SkillsEnc) is { } skills ? JsonSerializer.Deserialize<string[]>(skills)! : [],
        cipher.DecryptIfAny(PlatformPurpose, row.PlatformEnc), cipher.DecryptIfAny(ReasonPurpose, row.ReasonEnc), row.SubmittedAt, row.DecidedAt)
    {
        WorkerNumber = cipher.DecryptIfAny(WorkerNumbers.Purpose, row.WorkerNumberEnc),
        WorkerVerifiedAt = row.WorkerVerifiedAt,
        Version = row.Version,
    };

    private sealed record Row(
        long Id, long UserId, RegistrationKind Kind, RegistrationStatus Status, long DistrictId, long StreetId, long CommunityId, long? UnitId,
        byte[]? NameEnc, byte[]? PhoneEnc, byte[]? SkillsEnc, byte[]? PlatformEnc, byte[]? ReasonEnc, DateTimeOffset SubmittedAt,
        DateTimeOffset? DecidedAt, byte[]? WorkerNumberEnc, DateTimeOffset? WorkerVerifiedAt, int Version);
}

public sealed record NewRegistration(
    long UserId, RegistrationKind Kind, Placement Place, long? UnitId, string RealName, string? Phone, IReadOnlyList<string> Skills, string? Platform,
    string? WorkerNumber = null);

/// <summary>A registration with its personal fields in plain text: mask them before they leave.</summary>
public sealed record Registration(
    long Id, long UserId, RegistrationKind Kind, RegistrationStatus Status, Placement Place, long? UnitId, string RealName, string? Phone,
    IReadOnlyList<string> Skills, string? Platform, string? Reason, DateTimeOffset SubmittedAt, DateTimeOffset? DecidedAt)
{
    /// <summary>工号 on the platform; only couriers have one.</summary>
    public string? WorkerNumber { get; init; }

    /// <summary>When staff approved the registration and with it the number; null when they have not.</summary>
    public DateTimeOffset? WorkerVerifiedAt { get; init; }

    /// <summary>Counts the changes of what is judged; a move that changes only the state leaves it as it is.</summary>
    public int Version { get; init; } = 1;
}
