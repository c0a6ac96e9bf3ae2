using System.ComponentModel.DataAnnotations;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>What is left out stays as it is.</summary>
[ValidatableType]
public sealed record ChangeTeamRequest(
    [property: Text(2, 40, Optional = true), ForOthers(MayNameDoors = true), MinLength(1, ErrorMessage = "请填写")] string? Name = null, TeamKind? Kind = null, EntityId? LeaderId = null);

/// <summary>Staff of the area change a team or who leads it.</summary>
public sealed class ChangeTeam(TeamStore teams, TeamAccess access, TeamViews views, Db db) : Operation<ChangeTeamRequest, TeamView>
{
    public override void Configure()
    {
        Patch("/teams/{id}");
        Group<Staff>();
        Changes(RequestErrors.NotFound, TeamErrors.NameTaken);
    }

    protected override async Task<IResult> Handle(ChangeTeamRequest request, CancellationToken ct)
    {
        var team = await access.OfArea(Id, Caller);
        await db.InTransaction(
            Caller,
            async tx =>
            {
                if (request.LeaderId is { } leader)
                    await access.RequireHelper(tx, leader.Value, team.DistrictId, "leaderId");
                if (!await teams.Change(tx, team.Id, request.Name, request.Kind, request.LeaderId?.Value))
                    throw new Refusal(TeamErrors.NameTaken);
            },
            request.LeaderId is { } named ? [named.Value] : []);
        return TypedResults.Ok(await views.Of(await access.OfArea(Id, Caller)));
    }
}
