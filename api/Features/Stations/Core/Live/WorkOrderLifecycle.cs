using LinYuan.Api.Shared.Lifecycles;

namespace LinYuan.Api.Features.Stations.Core.Live;

public enum WorkOrderStatus
{
    Open,

    /// <summary>Somebody looked after it.</summary>
    Resolved,

    /// <summary>A visit showed that the door is open.</summary>
    Cleared,
}

public enum WorkOrderAction
{
    Open,
    Resolve,
    Clear,
}

public enum WorkOrderActor
{
    Staff,

    /// <summary>驿站管理员.</summary>
    Keeper,
    System,
}

/// <summary>驿站工单: what two people reported is looked after.</summary>
public static class WorkOrderLifecycle
{
    public static readonly Lifecycle<WorkOrderStatus, WorkOrderAction, WorkOrderActor> Table = new("StationWorkOrder 驿站工单",
    [
        new(null, WorkOrderAction.Open, WorkOrderActor.System, WorkOrderStatus.Open),
        new(WorkOrderStatus.Open, WorkOrderAction.Resolve, WorkOrderActor.Staff, WorkOrderStatus.Resolved),
        new(WorkOrderStatus.Open, WorkOrderAction.Resolve, WorkOrderActor.Keeper, WorkOrderStatus.Resolved),
        new(WorkOrderStatus.Open, WorkOrderAction.Clear, WorkOrderActor.System, WorkOrderStatus.Cleared),
    ]);
}
