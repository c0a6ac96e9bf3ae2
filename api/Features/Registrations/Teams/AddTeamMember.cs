using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>Staff add a member to a team of their area.</summary>
public sealed class AddTeamMember(TeamAccess access, TeamMembers members) : Operation<GroupMemberRequest, GroupMemberView>
{
    public override void Configure()
    {
        Post("/teams/{id}/members");
        Group<Staff>();
        Creates(RequestErrors.NotFound);
    }

    protected override async Task<IResult> Handle(GroupMemberRequest request, CancellationToken ct) =>
        await members.Add(Call, Caller, await access.OfArea(Id, Caller), request);
}
