using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Stations.Upkeep;

/// <summary>The station's keeper says that what was reported is put right.</summary>
public sealed class ResolveMyStationWorkOrder(WorkOrderStore orders, StationStore stations, WorkOrderResolution resolution, Db db)
    : Operation<ResolveWorkOrderRequest, WorkOrderView>
{
    public override void Configure()
    {
        Post("/me/station-work-orders/{id}/resolve");
        Group<People>();
        Moves(RequestErrors.NotFound, StationErrors.WorkOrderClosed);
    }

    protected override async Task<IResult> Handle(ResolveWorkOrderRequest request, CancellationToken ct)
    {
        var station = await db.Read(async session =>
            await orders.Find(session, Id.Value) is { } order ? await stations.Find(session, order.StationId) : null);
        if (station?.KeeperId != Caller.UserId)
            throw new Refusal(RequestErrors.NotFound);
        return await Call.Move(tx => resolution.Resolve(tx, Id.Value, request.Note, Caller, WorkOrderActor.Keeper));
    }
}
