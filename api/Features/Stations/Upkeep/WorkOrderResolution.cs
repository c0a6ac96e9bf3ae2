using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Stations.Upkeep;

/// <param name="Note">What was found and done.</param>
[ValidatableType]
public sealed record ResolveWorkOrderRequest([property: Text(1, 200)] string Note);

/// <summary>What was reported is put right, which staff or the station's keeper say.</summary>
public sealed class WorkOrderResolution(WorkOrderStore orders, StationLiveness liveness, WorkOrderViews views, TimeProvider time)
{
    /// <summary>The move itself, by somebody who may.</summary>
    public async Task<WorkOrderView> Resolve(Tx tx, long id, string note, Caller caller, WorkOrderActor actor)
    {
        var order = (await orders.Find(tx, id))!;
        if (!await liveness.Close(tx, order, WorkOrderStatus.Resolved, caller.UserId, note, time.Now()))
            throw new Refusal(StationErrors.WorkOrderClosed);
        return await views.Of(tx, (await orders.Find(tx, id))!, actor);
    }
}
