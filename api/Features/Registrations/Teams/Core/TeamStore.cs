using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Typed;

namespace LinYuan.Api.Features.Registrations.Teams.Core;

/// <summary>What a team mostly does: anything, 助老关爱, 维修, 环保, 文化, 平安应急.</summary>
public enum TeamKind
{
    General,
    Care,
    Repair,
    Environment,
    Culture,
    Safety,
}

/// <summary>
/// Teams (志愿服务队), their leaders and members. Who leads or belongs counts only while the person has an active registration as
/// somebody who helps, so that an ended registration ends both.
/// </summary>
public sealed class TeamStore(FieldCipher cipher)
{
    private const string Columns = """
        t.id AS Id, t.district_id AS DistrictId, t.street_id AS StreetId, t.community_id AS CommunityId, t.name AS Name, t.kind AS Kind,
        t.leader_id AS LeaderId
        """;

    private const string ActiveHelper = "r.live = 1 AND r.status = 'active' AND r.kind IN @kinds";
    private const string LeaderHelps = $"EXISTS (SELECT 1 FROM registrations r WHERE r.user_id = t.leader_id AND {ActiveHelper})";
    private const string MemberHelps = $"EXISTS (SELECT 1 FROM registrations r WHERE r.user_id = m.user_id AND {ActiveHelper})";

    /// <summary>Enters a team; null when the community has one of that name.</summary>
    public async Task<long?> Add(Tx tx, Placement place, string name, TeamKind kind, long leaderId, DateTimeOffset now)
    {
        try
        {
            return await tx.Insert("""
                INSERT INTO teams (district_id, street_id, community_id, name, name_key, kind, leader_id, created_at)
                VALUES (@DistrictId, @StreetId, @CommunityId, @name, @key, @kind, @leaderId, @now)
                """, new { place.DistrictId, place.StreetId, place.CommunityId, name, key = TypedText.Comparable(name), kind = kind.Word(), leaderId, now });
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return null;
        }
    }

    /// <summary>Changes what is given; false when the community has another team of that name.</summary>
    public async Task<bool> Change(Tx tx, long id, string? name, TeamKind? kind, long? leaderId)
    {
        try
        {
            await tx.Execute("""
                UPDATE teams SET name = COALESCE(@name, name), name_key = COALESCE(@key, name_key), kind = COALESCE(@kind, kind),
                       leader_id = COALESCE(@leaderId, leader_id)
                WHERE id = @id
                """, new { id, name, key = name is null ? null : TypedText.Comparable(name), kind = kind?.Word(), leaderId });
            return true;
        }
        catch (MySqlException error) when (error.IsDuplicate())
        {
            return false;
        }
    }

    public Task<Team?> Find(DbSession session, long id) =>
        session.Find<Team>($"SELECT {Columns} FROM teams t WHERE t.id = @id", new { id });

    public Task<IReadOnlyList<Team>> List(DbSession session, Subtree subtree, long after, int rows) => session.List<Team>($"""
        SELECT {Columns} FROM teams t WHERE {subtree.Column} = @AreaId AND t.id > @after ORDER BY t.id LIMIT @rows
        """, new { subtree.AreaId, after, rows });

    public async Task<IReadOnlyDictionary<long, string>> NamesOf(DbSession session, IReadOnlyList<long> ids) => ids.Count == 0
        ? new Dictionary<long, string>()
        : (await session.List<Team>($"SELECT {Columns} FROM teams t WHERE t.id IN @ids LIMIT 200", new { ids }))
            .ToDictionary(team => team.Id, team => team.Name);

    /// <summary>Those who lead these teams and may act for them now.</summary>
    public Task<IReadOnlyList<GroupSpeaker>> ListSpeakers(DbSession session, IReadOnlyList<long> teamIds) => session.List<GroupSpeaker>($"""
        SELECT t.id AS GroupId, t.leader_id AS UserId FROM teams t WHERE t.id IN @teamIds AND t.leader_id IS NOT NULL AND {LeaderHelps} LIMIT 200
        """, new { teamIds, kinds = RegistrationKinds.HelperWords });

    /// <summary>Whether the person leads the team at this moment.</summary>
    public async Task<bool> IsLeader(DbSession session, long teamId, long userId) => await session.Scalar<long>($"""
        SELECT COUNT(*) FROM teams t WHERE t.id = @teamId AND t.leader_id = @userId AND {LeaderHelps}
        """, new { teamId, userId, kinds = RegistrationKinds.HelperWords }) > 0;

    /// <summary>The teams that the person leads now.</summary>
    public Task<IReadOnlyList<Team>> ListLedBy(DbSession session, long userId) => session.List<Team>($"""
        SELECT {Columns} FROM teams t WHERE t.leader_id = @userId AND {LeaderHelps} ORDER BY t.id LIMIT 50
        """, new { userId, kinds = RegistrationKinds.HelperWords });

    /// <summary>The teams whose leader the person is by appointment, whatever became of their registration.</summary>
    public Task<IReadOnlyList<Team>> ListAppointed(DbSession session, long userId) => session.List<Team>(
        $"SELECT {Columns} FROM teams t WHERE t.leader_id = @userId ORDER BY t.id LIMIT 100", new { userId });

    /// <summary>The teams that the person was put into.</summary>
    public Task<IReadOnlyList<Team>> ListJoinedBy(DbSession session, long userId, int rows) => session.List<Team>($"""
        SELECT {Columns} FROM team_members m JOIN teams t ON t.id = m.team_id WHERE m.user_id = @userId ORDER BY t.id LIMIT @rows
        """, new { userId, rows });

    public Task<int> AddMember(Tx tx, long teamId, long userId, long addedBy, DateTimeOffset now) => tx.Execute("""
        INSERT IGNORE INTO team_members (team_id, user_id, added_by, added_at) VALUES (@teamId, @userId, @addedBy, @now)
        """, new { teamId, userId, addedBy, now });

    public Task<int> RemoveMember(Tx tx, long teamId, long userId) =>
        tx.Execute("DELETE FROM team_members WHERE team_id = @teamId AND user_id = @userId", new { teamId, userId });

    /// <summary>Whether the team may send the person: a member, or the leader, who helps.</summary>
    public async Task<bool> HasMember(DbSession session, long teamId, long userId) =>
        await IsLeader(session, teamId, userId) || await session.Scalar<long>($"""
            SELECT COUNT(*) FROM team_members m WHERE m.team_id = @teamId AND m.user_id = @userId AND {MemberHelps}
            """, new { teamId, userId, kinds = RegistrationKinds.HelperWords }) > 0;

    /// <summary>The team's members who may be sent, in the order of their ids. Of several registrations the oldest gives the name.</summary>
    public async Task<IReadOnlyList<GroupMember>> ListMembers(DbSession session, long teamId, long after, int rows) =>
    [
        .. (await session.List<MemberRow>($"""
            SELECT m.user_id AS UserId,
                   (SELECT r.real_name_enc FROM registrations r
                    WHERE r.user_id = m.user_id AND {ActiveHelper} ORDER BY r.id LIMIT 1) AS NameEnc
            FROM team_members m WHERE m.team_id = @teamId AND m.user_id > @after AND {MemberHelps} ORDER BY m.user_id LIMIT @rows
            """, new { teamId, after, rows, kinds = RegistrationKinds.HelperWords }))
            .Select(row => new GroupMember(row.UserId, cipher.DecryptIfAny(RegistrationStore.NamePurpose, row.NameEnc) ?? "")),
    ];

    /// <summary>The team stays; who led it is gone.</summary>
    public async Task Erase(Tx tx, long userId)
    {
        await tx.Execute("DELETE FROM team_members WHERE user_id = @userId", new { userId });
        await tx.Execute("UPDATE teams SET leader_id = NULL WHERE leader_id = @userId", new { userId });
    }

    private sealed record MemberRow(long UserId, byte[]? NameEnc);
}

public sealed record Team(long Id, long DistrictId, long StreetId, long CommunityId, string Name, TeamKind Kind, long? LeaderId);
