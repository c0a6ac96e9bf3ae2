using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>The leader of a team adds a member to it.</summary>
public sealed class AddMyTeamMember(TeamAccess access, TeamMembers members) : Operation<GroupMemberRequest, GroupMemberView>
{
    public override void Configure()
    {
        Post("/teams/{id}/members");
        Group<People>();
        Creates(RequestErrors.NotFound, RequestErrors.AccessDenied);
    }

    protected override async Task<IResult> Handle(GroupMemberRequest request, CancellationToken ct) =>
        await members.Add(Call, Caller, await access.LedBy(Id, Caller), request);
}
