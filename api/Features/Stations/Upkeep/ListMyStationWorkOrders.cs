using FastEndpoints;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Stations.Upkeep;

/// <summary>A keeper looks through the open work orders of the stations that they keep.</summary>
public sealed class ListMyStationWorkOrders(StationStore stations, WorkOrderStore orders, WorkOrderViews views, Db db)
    : ReadOperation<EmptyRequest, Whole<WorkOrderView>>
{
    public override void Configure()
    {
        Get("/me/station-work-orders");
        Group<People>();
        Reads();
    }

    protected override Task<Whole<WorkOrderView>> Read(EmptyRequest request, CancellationToken ct) => db.Read(async session =>
    {
        List<WorkOrderView> found = [];
        foreach (var station in (await stations.ListKept(session, Caller.UserId)).Where(station => station.Live.State != LiveState.Normal))
        {
            foreach (var order in await orders.ListOpenOf(session, station.Id))
                found.Add(await views.Of(session, order, WorkOrderActor.Keeper));
        }
        return new Whole<WorkOrderView>(found);
    });
}
