using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Teams.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Teams;

/// <param name="AreaId">One of the caller's areas or something below it; the caller's own area unless told.</param>
public sealed record ListTeamsRequest(string? AreaId, PageQuery Page);

/// <summary>Staff look through the volunteer teams (志愿服务队) of their area.</summary>
public sealed class ListTeams(TeamStore teams, TeamViews views, AreaStore areas, Db db) : ReadOperation<ListTeamsRequest, Page<TeamView>>
{
    public override void Configure()
    {
        Get("/teams");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<TeamView>> Read(ListTeamsRequest request, CancellationToken ct)
    {
        var after = request.Page.AfterOr(0);
        var subtree = await StaffScope.Of(Caller, request.AreaId, areas);
        var rows = await db.Read(session => teams.List(session, subtree, after, request.Page.Rows));
        return await request.Page.Cut(rows, row => [row.Id], views.Of);
    }
}
