using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations.Upkeep;

/// <param name="Status">What has become of them; <c>open</c> unless another state is asked for.</param>
/// <param name="AreaId">One of the caller's areas or something below it; the caller's first area unless it is given.</param>
public sealed record ListStationWorkOrdersRequest(WorkOrderStatus? Status, string? AreaId, PageQuery Page);

/// <summary>Staff look through what is reported of the stations of their area (报修单), oldest first.</summary>
public sealed class ListStationWorkOrders(WorkOrderStore orders, WorkOrderViews views, AreaStore areas, Db db)
    : ReadOperation<ListStationWorkOrdersRequest, Page<WorkOrderView>>
{
    public override void Configure()
    {
        Get("/station-work-orders");
        Group<Staff>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<Page<WorkOrderView>> Read(ListStationWorkOrdersRequest request, CancellationToken ct)
    {
        var (wanted, page) = (request.Status ?? WorkOrderStatus.Open, request.Page);
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(Caller, request.AreaId, areas);
        return await db.Read(async session => await page.Cut(
            await orders.ListQueue(session, subtree, wanted, after, page.Rows), row => [row.Id], row => views.Of(session, row, WorkOrderActor.Staff)));
    }
}
