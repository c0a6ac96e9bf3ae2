using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations.Editing;

/// <param name="AreaId">One of the caller's areas or something below it; the caller's first area unless it is given.</param>
public sealed record ListStaffStationsRequest(string? AreaId, PageQuery Page);

/// <summary>Staff look through the stations of their area with their codes, in the order in which they were entered.</summary>
public sealed class ListStaffStations(AreaStore areas, Db db, StationStore stations, StationViews views)
    : ReadOperation<ListStaffStationsRequest, Page<StationView>>
{
    public override void Configure()
    {
        Get("/stations");
        Group<Staff>();
        Reads();
    }

    protected override async Task<Page<StationView>> Read(ListStaffStationsRequest request, CancellationToken ct)
    {
        var subtree = await StaffScope.Of(Caller, request.AreaId, areas);
        var rows = await db.Read(session => stations.List(session, subtree, facilities: 0, request.Page.AfterOr(0), request.Page.Rows));
        return await request.Page.Cut(rows, row => [row.Id], views.ForStaff);
    }
}
