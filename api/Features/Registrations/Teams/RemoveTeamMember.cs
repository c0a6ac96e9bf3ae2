using FastEndpoints;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>Staff take a member out of a team of their area.</summary>
public sealed class RemoveTeamMember(TeamAccess access, TeamMembers members) : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/teams/{id}/members/{memberId}");
        Group<Staff>();
        Removes(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var memberId = IdIn("memberId");
        return await members.Remove(Caller, await access.OfArea(Id, Caller), memberId);
    }
}
