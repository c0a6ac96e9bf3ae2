using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Registrations;

public enum GroupKind
{
    Unit,
    Team,
}

public sealed record MyGroupView(GroupKind Kind, EntityId Id, string Name);

/// <summary>The units and teams that the caller speaks for now, and so may claim wishes for.</summary>
public static class ListMyGroups
{
    public static Task<Whole<MyGroupView>> Handle(Caller caller, Db db, UnitStore units, TeamStore teams) => db.Read(async session =>
        new Whole<MyGroupView>(
        [
            .. (await units.ListOfSecretary(session, caller.UserId)).Select(unit => new MyGroupView(GroupKind.Unit, new EntityId(unit.Id), unit.Name)),
            .. (await teams.ListLedBy(session, caller.UserId)).Select(team => new MyGroupView(GroupKind.Team, new EntityId(team.Id), team.Name)),
        ]));
}

/// <summary>Which roles a person holds in units and teams, and how they are erased.</summary>
internal static class GroupPersonalData
{
    private const int Most = 1000;

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

    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        await services.GetRequiredService<UnitStore>().Erase(tx, userId);
        await services.GetRequiredService<TeamStore>().Erase(tx, userId);
    }

    public static readonly PersonalData Section = new("groups", Export, Erase);
}
