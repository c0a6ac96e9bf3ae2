using FastEndpoints;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>The leader of a team takes a member out of it.</summary>
public sealed class RemoveMyTeamMember(TeamAccess access, TeamMembers members) : Operation<EmptyRequest, NoContent>
{
    public override void Configure()
    {
        Delete("/teams/{id}/members/{memberId}");
        Group<People>();
        Removes(RequestErrors.NotFound, RequestErrors.AccessDenied);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var memberId = IdIn("memberId");
        return await members.Remove(Caller, await access.LedBy(Id, Caller), memberId);
    }
}
