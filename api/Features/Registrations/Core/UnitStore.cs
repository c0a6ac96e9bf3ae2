using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Features.Registrations.Core;

/// <summary>
/// Units (单位), their secretaries (联络员) and the communities they are paired with. A secretary counts only while the person's own
/// registration of that unit is active, so nobody has to remember to take the role away.
/// </summary>
public sealed class UnitStore(FieldCipher cipher)
{
    private const string Columns = "u.id AS Id, u.district_id AS DistrictId, u.name AS Name, u.eligible_members AS EligibleMembers";

    /// <summary>Enters a unit; null when the district has one of that name.</summary>
    public async Task<long?> Add(Tx tx, long districtId, string name, int eligibleMembers, DateTimeOffset now)
    {
        try
        {
            return await tx.Insert("""
                INSERT INTO units (district_id, name, name_key, eligible_members, created_at) VALUES (@districtId, @name, @key, @eligibleMembers, @now)
                """, new { districtId, name, key = TypedText.Comparable(name), eligibleMembers, now });
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return null;
        }
    }

    /// <summary>Changes what is given; false when the district has another unit of that name.</summary>
    public async Task<bool> Change(Tx tx, long id, string? name, int? eligibleMembers)
    {
        try
        {
            await tx.Execute("""
                UPDATE units SET name = COALESCE(@name, name), name_key = COALESCE(@key, name_key),
                       eligible_members = COALESCE(@eligibleMembers, eligible_members)
                WHERE id = @id
                """, new { id, name, key = name is null ? null : TypedText.Comparable(name), eligibleMembers });
            return true;
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return false;
        }
    }

    public Task<Unit?> Find(DbSession session, long id) =>
        session.Find<Unit>($"SELECT {Columns} FROM units u WHERE u.id = @id", new { id });

    public async Task<bool> Has(DbSession session, long id, long districtId) =>
        await session.Scalar<long>("SELECT COUNT(*) FROM units WHERE id = @id AND district_id = @districtId", new { id, districtId }) > 0;

    public Task<IReadOnlyList<Unit>> List(DbSession session, long? districtId, long after, int rows) => session.List<Unit>($"""
        SELECT {Columns} FROM units u
        WHERE u.id > @after {(districtId is null ? "" : "AND u.district_id = @districtId")} ORDER BY u.id LIMIT @rows
        """, new { districtId, after, rows });

    public Task<int> Appoint(Tx tx, long unitId, long userId, long staffId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO unit_secretaries (unit_id, user_id, appointed_by, appointed_at) VALUES (@unitId, @userId, @staffId, @now)
        """, new { unitId, userId, staffId, now });

    public Task<int> Dismiss(Tx tx, long unitId, long userId) =>
        tx.Execute("DELETE FROM unit_secretaries WHERE unit_id = @unitId AND user_id = @userId", new { unitId, userId });

    /// <summary>Whether the person speaks for the unit at this moment.</summary>
    public async Task<bool> IsSecretary(DbSession session, long unitId, long userId) => await session.Scalar<long>("""
        SELECT COUNT(*) FROM unit_secretaries s
        JOIN registrations r ON r.user_id = s.user_id AND r.kind = 'inService' AND r.live = 1 AND r.status = 'active' AND r.unit_id = s.unit_id
        WHERE s.unit_id = @unitId AND s.user_id = @userId
        """, new { unitId, userId }) > 0;

    /// <summary>Those who speak for these units now.</summary>
    public Task<IReadOnlyList<GroupSpeaker>> ListSpeakers(DbSession session, IReadOnlyList<long> unitIds) => session.List<GroupSpeaker>("""
        SELECT s.unit_id AS GroupId, s.user_id AS UserId FROM unit_secretaries s
        JOIN registrations r ON r.user_id = s.user_id AND r.kind = 'inService' AND r.live = 1 AND r.status = 'active' AND r.unit_id = s.unit_id
        WHERE s.unit_id IN @unitIds ORDER BY s.unit_id, s.user_id LIMIT 2000
        """, new { unitIds });

    public async Task<IReadOnlyDictionary<long, string>> NamesOf(DbSession session, IReadOnlyList<long> ids) => ids.Count == 0
        ? new Dictionary<long, string>()
        : (await session.List<Unit>($"SELECT {Columns} FROM units u WHERE u.id IN @ids LIMIT 200", new { ids }))
            .ToDictionary(unit => unit.Id, unit => unit.Name);

    /// <summary>Everyone who was appointed and not dismissed; <see cref="Secretary.IsActive"/> tells who may act.</summary>
    public async Task<IReadOnlyList<Secretary>> ListSecretaries(DbSession session, long unitId, long after, int rows) =>
    [
        .. (await session.List<SecretaryRow>("""
            SELECT s.user_id AS UserId, s.appointed_at AS AppointedAt, r.real_name_enc AS NameEnc, r.id AS RegistrationId
            FROM unit_secretaries s
            LEFT JOIN registrations r
              ON r.user_id = s.user_id AND r.kind = 'inService' AND r.live = 1 AND r.status = 'active' AND r.unit_id = s.unit_id
            WHERE s.unit_id = @unitId AND s.user_id > @after ORDER BY s.user_id LIMIT @rows
            """, new { unitId, after, rows }))
            .Select(row => new Secretary(row.UserId, NameOf(row.NameEnc), row.RegistrationId is not null, row.AppointedAt)),
    ];

    /// <summary>Who may be sent for the unit: people with an active registration of it, couriers aside, in the order of their ids.</summary>
    public async Task<IReadOnlyList<GroupMember>> ListMembers(DbSession session, long unitId, long after, int rows) =>
    [
        .. (await session.List<MemberRow>("""
            SELECT r.user_id AS UserId, r.real_name_enc AS NameEnc
            FROM registrations r JOIN (
                SELECT MIN(id) AS id FROM registrations
                WHERE unit_id = @unitId AND status = 'active' AND user_id > @after AND kind IN @kinds
                GROUP BY user_id ORDER BY user_id LIMIT @rows) first ON first.id = r.id
            ORDER BY r.user_id
            """, new { unitId, after, rows, kinds = RegistrationKinds.HelperWords })).Select(row => new GroupMember(row.UserId, NameOf(row.NameEnc))),
    ];

    public async Task<bool> HasMember(DbSession session, long unitId, long userId) => await session.Scalar<long>("""
        SELECT COUNT(*) FROM registrations WHERE unit_id = @unitId AND status = 'active' AND user_id = @userId AND kind IN @kinds
        """, new { unitId, userId, kinds = RegistrationKinds.HelperWords }) > 0;

    public Task<int> Pair(Tx tx, long unitId, long communityId, long staffId, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO unit_pairings (unit_id, community_id, paired_by, paired_at) VALUES (@unitId, @communityId, @staffId, @now)
        """, new { unitId, communityId, staffId, now });

    public Task<int> Unpair(Tx tx, long unitId, long communityId) =>
        tx.Execute("DELETE FROM unit_pairings WHERE unit_id = @unitId AND community_id = @communityId", new { unitId, communityId });

    public Task<IReadOnlyList<Pairing>> ListPairings(DbSession session, long unitId, long after, int rows) => session.List<Pairing>("""
        SELECT community_id AS CommunityId, paired_at AS PairedAt FROM unit_pairings
        WHERE unit_id = @unitId AND community_id > @after ORDER BY community_id LIMIT @rows
        """, new { unitId, after, rows });

    /// <summary>The units that stand by a community.</summary>
    public Task<IReadOnlyList<Unit>> ListPaired(DbSession session, long communityId, long after, int rows) => session.List<Unit>($"""
        SELECT {Columns} FROM unit_pairings p JOIN units u ON u.id = p.unit_id
        WHERE p.community_id = @communityId AND p.unit_id > @after ORDER BY p.unit_id LIMIT @rows
        """, new { communityId, after, rows });

    /// <summary>Those who may act for the units paired with a community, each person once; whom to tell of a wish that nobody takes on.</summary>
    public Task<IReadOnlyList<long>> ListPairedSecretaries(DbSession session, long communityId, int rows) => session.List<long>("""
        SELECT DISTINCT s.user_id FROM unit_pairings p
        JOIN unit_secretaries s ON s.unit_id = p.unit_id
        JOIN registrations r ON r.user_id = s.user_id AND r.kind = 'inService' AND r.live = 1 AND r.status = 'active' AND r.unit_id = s.unit_id
        WHERE p.community_id = @communityId ORDER BY s.user_id LIMIT @rows
        """, new { communityId, rows });

    /// <summary>The units that the person speaks for now.</summary>
    public Task<IReadOnlyList<Unit>> ListOfSecretary(DbSession session, long userId) => session.List<Unit>($"""
        SELECT {Columns} FROM unit_secretaries s
        JOIN registrations r ON r.user_id = s.user_id AND r.kind = 'inService' AND r.live = 1 AND r.status = 'active' AND r.unit_id = s.unit_id
        JOIN units u ON u.id = s.unit_id
        WHERE s.user_id = @userId ORDER BY u.id LIMIT 50
        """, new { userId });

    /// <summary>The units whose secretary the person is by appointment, whatever became of their registration.</summary>
    public Task<IReadOnlyList<Unit>> ListAppointed(DbSession session, long userId) => session.List<Unit>($"""
        SELECT {Columns} FROM unit_secretaries s JOIN units u ON u.id = s.unit_id WHERE s.user_id = @userId ORDER BY u.id LIMIT 100
        """, new { userId });

    /// <summary>Everyone who was appointed for a unit, held until the transaction ends.</summary>
    public Task<IReadOnlyList<long>> LockSecretaries(Tx tx, long unitId) => tx.List<long>(
        "SELECT user_id FROM unit_secretaries WHERE unit_id = @unitId ORDER BY user_id LIMIT 100 FOR UPDATE", new { unitId });

    public Task Erase(Tx tx, long userId) => tx.Execute("DELETE FROM unit_secretaries WHERE user_id = @userId", new { userId });

    private string NameOf(byte[]? stored) => cipher.DecryptIfAny(RegistrationStore.NamePurpose, stored) ?? "";

    private sealed record SecretaryRow(long UserId, DateTimeOffset AppointedAt, byte[]? NameEnc, long? RegistrationId);

    private sealed record MemberRow(long UserId, byte[]? NameEnc);
}

public sealed record Unit(long Id, long DistrictId, string Name, int EligibleMembers);

/// <summary>Someone who may act for a unit or a team at this moment.</summary>
public sealed record GroupSpeaker(long GroupId, long UserId);

public sealed record Secretary(long UserId, string RealName, bool IsActive, DateTimeOffset AppointedAt);

public sealed record Pairing(long CommunityId, DateTimeOffset PairedAt);
