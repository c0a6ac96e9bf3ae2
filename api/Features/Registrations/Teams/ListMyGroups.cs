using FastEndpoints;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Teams;

public enum GroupKind
{
    Unit,
    Team,
}

public sealed record MyGroupView(GroupKind Kind, EntityId Id, string Name);

/// <summary>The caller is told the units and teams that they speak for now, and so may claim wishes for.</summary>
public sealed class ListMyGroups(UnitStore units, TeamStore teams, Db db) : ReadOperation<EmptyRequest, Whole<MyGroupView>>
{
    public override void Configure()
    {
        Get("/me/groups");
        Group<People>();
        Reads();
    }

    protected override Task<Whole<MyGroupView>> Read(EmptyRequest request, CancellationToken ct) => db.Read(async session =>
        new Whole<MyGroupView>(
        [
            .. (await units.ListOfSecretary(session, Caller.UserId)).Select(unit => new MyGroupView(GroupKind.Unit, new EntityId(unit.Id), unit.Name)),
            .. (await teams.ListLedBy(session, Caller.UserId)).Select(team => new MyGroupView(GroupKind.Team, new EntityId(team.Id), team.Name)),
        ]));
}
