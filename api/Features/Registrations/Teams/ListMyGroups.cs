using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
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
