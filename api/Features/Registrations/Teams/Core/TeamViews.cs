using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Teams.Core;

/// <param name="Leader">Null once the leader has gone or is no longer registered.</param>
public sealed record TeamView(
    EntityId Id, EntityId CommunityId, string CommunityName, string Name, TeamKind Kind, GroupMemberView? Leader);

/// <summary>A team as staff of its area see it.</summary>
public sealed class TeamViews(RegistrationStore registrations, AreaStore areas, Db db)
{
    public async Task<TeamView> Of(Team team)
    {
        var communityName = await areas.NameOf(team.CommunityId);
        return await db.Read(session => Of(session, team, communityName));
    }

    /// <summary>The same within a transaction, ahead of which the name was looked up.</summary>
    public async Task<TeamView> Of(DbSession session, Team team, string communityName)
    {
        var leader = team.LeaderId is { } id ? await registrations.FindActive(session, id, RegistrationKinds.Helpers) : null;
        return new TeamView(
            new EntityId(team.Id), new EntityId(team.CommunityId), communityName, team.Name, team.Kind,
            leader is null ? null : GroupMemberView.Of(new GroupMember(leader.UserId, leader.RealName)));
    }
}
