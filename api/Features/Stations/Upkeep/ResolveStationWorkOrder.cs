using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations.Upkeep;

/// <summary>Staff of the area say that what was reported is put right.</summary>
public sealed class ResolveStationWorkOrder(WorkOrderStore orders, WorkOrderResolution resolution, Db db) : Operation<ResolveWorkOrderRequest, WorkOrderView>
{
    public override void Configure()
    {
        Post("/station-work-orders/{id}/resolve");
        Group<Staff>();
        Moves(RequestErrors.NotFound, StationErrors.WorkOrderClosed);
    }

    protected override async Task<IResult> Handle(ResolveWorkOrderRequest request, CancellationToken ct)
    {
        if (await db.Read(session => orders.Find(session, Id.Value)) is not { } order || !StationAccess.Covers(Caller, order.Place))
            throw new Refusal(RequestErrors.NotFound);
        return await Call.Move(tx => resolution.Resolve(tx, order.Id, request.Note, Caller, WorkOrderActor.Staff));
    }
}
