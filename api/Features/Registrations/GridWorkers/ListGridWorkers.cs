using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <param name="Status">The state in which they are; without it, all those that wait for staff.</param>
/// <param name="AreaId">One of the caller's areas or something below it; the caller's own area unless told.</param>
public sealed record ListGridWorkersRequest(GridWorkerStatus? Status, string? AreaId, PageQuery Page);

/// <summary>Staff look through the grid workers (兼职网格员) and applications of their area, oldest first.</summary>
public sealed class ListGridWorkers(GridWorkerStore store, GridWorkerViews views, AreaStore areas, Db db)
    : ReadOperation<ListGridWorkersRequest, Page<GridWorkerView>>
{
    private static readonly GridWorkerStatus[] Waiting = [GridWorkerStatus.Applied, GridWorkerStatus.Trained, GridWorkerStatus.Proposed];

    public override void Configure()
    {
        Get("/grid-workers");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<GridWorkerView>> Read(ListGridWorkersRequest request, CancellationToken ct)
    {
        var (wanted, page) = (request.Status is { } one ? [one] : Waiting, request.Page);
        var subtree = await StaffScope.Of(Caller, request.AreaId, areas);
        var rows = await db.Read(session => store.ListQueue(session, subtree, wanted, page.AfterOr(0), page.Rows));
        return await page.Cut(rows, row => [row.Id], row => views.Of(row, GridWorkerRoles.Of(Caller, row)));
    }
}
