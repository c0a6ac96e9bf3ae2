using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>Staff look through the members of a team of their area, by masked names.</summary>
public sealed class ListTeamMembers(TeamAccess access, TeamMembers members) : ReadOperation<PageQuery, Page<GroupMemberView>>
{
    public override void Configure()
    {
        Get("/teams/{id}/members");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<GroupMemberView>> Read(PageQuery request, CancellationToken ct) =>
        await members.List(await access.OfArea(Id, Caller), request);
}
