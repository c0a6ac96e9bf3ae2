using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>The leader of a team looks through its members, by masked names.</summary>
public sealed class ListMyTeamMembers(TeamAccess access, TeamMembers members) : ReadOperation<PageQuery, Page<GroupMemberView>>
{
    public override void Configure()
    {
        Get("/teams/{id}/members");
        Group<People>();
        Reads(RequestErrors.NotFound, RequestErrors.AccessDenied);
    }

    protected override async Task<Page<GroupMemberView>> Read(PageQuery request, CancellationToken ct) =>
        await members.List(await access.LedBy(Id, Caller), request);
}
