using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Registrations.Teams.Core;

/// <summary>Who may do something with a team, and whom it may take in.</summary>
public sealed class TeamAccess(TeamStore teams, RegistrationStore registrations, Db db)
{
    /// <summary>A team of the caller's area; any other is not there.</summary>
    public async Task<Team> OfArea(EntityId id, Caller caller) =>
        await db.Read(session => teams.Find(session, id.Value)) is { } team && caller.IsStaffOf(team.DistrictId, team.StreetId, team.CommunityId)
            ? team
            : throw new Refusal(RequestErrors.NotFound);

    /// <summary>A team that the caller leads at this moment.</summary>
    public Task<Team> LedBy(EntityId id, Caller caller) => db.Read(async session =>
        await teams.Find(session, id.Value) is not { } team ? throw new Refusal(RequestErrors.NotFound)
        : await teams.IsLeader(session, id.Value, caller.UserId) ? team
        : throw new Refusal(RequestErrors.AccessDenied));

    /// <summary>Whoever is to lead or join must be known in the district, so that staff cannot look up people of anywhere by trying ids.</summary>
    public async Task<Registration> RequireHelper(DbSession session, long userId, long districtId, string field) =>
        await registrations.FindActive(session, userId, RegistrationKinds.Helpers) is { } found && found.Place.DistrictId == districtId
            ? found
            : throw Refusal.Invalid(field, "须是本区县报到已通过的成员（只以小哥身份报到的除外）");
}
