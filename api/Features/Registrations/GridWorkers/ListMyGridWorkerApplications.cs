using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>The caller looks through their own applications and appointments as a grid worker, newest first.</summary>
public sealed class ListMyGridWorkerApplications(GridWorkerStore store, GridWorkerViews views, Db db) : ReadOperation<PageQuery, Page<GridWorkerView>>
{
    public override void Configure()
    {
        Get("/me/grid-worker-applications");
        Group<People>();
        Reads();
    }

    protected override async Task<Page<GridWorkerView>> Read(PageQuery request, CancellationToken ct)
    {
        var rows = await db.Read(session => store.ListMine(session, Caller.UserId, request.AfterOr(long.MaxValue), request.Rows));
        return await request.Cut(rows, row => [row.Id], row => views.Of(row, GridWorkerActor.Applicant));
    }
}
