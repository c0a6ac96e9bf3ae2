using LinYuan.Api.Shared.Lifecycles;
using static LinYuan.Api.Features.Registrations.GridWorkers.Core.GridWorkerAction;
using static LinYuan.Api.Features.Registrations.GridWorkers.Core.GridWorkerActor;
using static LinYuan.Api.Features.Registrations.GridWorkers.Core.GridWorkerStatus;

namespace LinYuan.Api.Features.Registrations.GridWorkers.Core;

public enum GridWorkerStatus
{
    Applied,
    Trained,

    /// <summary>The community has appointed; the street has not confirmed it yet.</summary>
    Proposed,
    Appointed,
    Ended,
}

public enum GridWorkerAction
{
    Apply,
    Train,
    Appoint,
    Confirm,
    Renew,
    Withdraw,
    End,
    Expire,
}

public enum GridWorkerActor
{
    Applicant,

    /// <summary>Staff of the community or above.</summary>
    Community,

    /// <summary>Staff of the street or above, and not the one who appointed.</summary>
    Street,
    System,
}

/// <summary>兼职网格员: applied, trained, appointed on two levels, for a term.</summary>
public static class GridWorkerLifecycle
{
    public static readonly Lifecycle<GridWorkerStatus, GridWorkerAction, GridWorkerActor> Table = new("GridWorker 兼职网格员",
    [
        new(null, Apply, Applicant, Applied),
        new(Applied, Train, Community, Trained),
        new(Trained, Appoint, Community, Proposed),
        new(Proposed, Confirm, Street, Appointed),
        new(Appointed, Renew, Community, Appointed),
        new(Appointed, Expire, GridWorkerActor.System, Ended),
        .. new[] { Applied, Trained, Proposed, Appointed }.Select(status => new Move<GridWorkerStatus, GridWorkerAction, GridWorkerActor>(status, End, Community, Ended)),
        .. new[] { Applied, Trained, Proposed, Appointed }.Select(status => new Move<GridWorkerStatus, GridWorkerAction, GridWorkerActor>(status, Withdraw, Applicant, Ended)),
    ]);
}
