using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>Which roles a person holds in units and teams, and how they are erased.</summary>
internal static class GroupPersonalData
{
    private const int Most = 1000;

    public static readonly VacantPost Secretary = new("unit.secretaryLeft", "单位没有联络员了，请安排", UnitIfVacant);
    public static readonly VacantPost Leader = new("team.leaderLeft", "服务队没有队长了，请安排", TeamIfVacant);

    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId)
    {
        var (units, teams) = (services.GetRequiredService<UnitStore>(), services.GetRequiredService<TeamStore>());
        return new
        {
            SecretaryOf = (await units.ListOfSecretary(session, userId)).Select(unit => new { Id = new EntityId(unit.Id), unit.Name }).ToList(),
            LeaderOf = (await teams.ListLedBy(session, userId)).Select(team => new { Id = new EntityId(team.Id), team.Name }).ToList(),
            MemberOf = (await teams.ListJoinedBy(session, userId, Most)).Select(team => new { Id = new EntityId(team.Id), team.Name }).ToList(),
        };
    }

    /// <summary>Who can appoint others is told where nobody speaks for a unit or team any more.</summary>
    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        var (units, teams) = (services.GetRequiredService<UnitStore>(), services.GetRequiredService<TeamStore>());
        var (staff, now) = (services.GetRequiredService<StaffNews>(), services.GetRequiredService<TimeProvider>().Now());
        foreach (var unit in await units.ListAppointed(tx, userId))
        {
            // Locked, so that of the last two who leave at once the second sees that the first is gone.
            var others = (await units.LockSecretaries(tx, unit.Id)).Where(id => id != userId).ToList();
            if (!(await units.ListSpeakers(tx, [unit.Id])).Any(speaker => others.Contains(speaker.UserId)))
                await staff.Tell(tx, Secretary.LeftBy(userId, unit.Id, [unit.DistrictId]), now);
        }
        foreach (var team in await teams.ListAppointed(tx, userId))
            await staff.Tell(tx, Leader.LeftBy(userId, team.Id, [team.CommunityId, team.StreetId, team.DistrictId]), now);
        await units.Erase(tx, userId);
        await teams.Erase(tx, userId);
    }

    private static async Task<string?> UnitIfVacant(IServiceProvider services, DbSession session, long unitId)
    {
        var units = services.GetRequiredService<UnitStore>();
        return (await units.ListSpeakers(session, [unitId])).Count == 0 ? (await units.Find(session, unitId))?.Name : null;
    }

    private static async Task<string?> TeamIfVacant(IServiceProvider services, DbSession session, long teamId) =>
        await services.GetRequiredService<TeamStore>().Find(session, teamId) is { LeaderId: null } team ? team.Name : null;

    public static readonly PersonalData Section = new("groups", Export, Erase);
}
