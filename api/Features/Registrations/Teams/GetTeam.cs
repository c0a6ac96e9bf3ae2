using FastEndpoints;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <summary>Staff read a volunteer team of their area.</summary>
public sealed class GetTeam(TeamAccess access, TeamViews views) : ReadOperation<EmptyRequest, TeamView>
{
    public override void Configure()
    {
        Get("/teams/{id}");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<TeamView> Read(EmptyRequest request, CancellationToken ct) => await views.Of(await access.OfArea(Id, Caller));
}
