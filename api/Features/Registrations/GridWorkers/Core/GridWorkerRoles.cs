using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Registrations.GridWorkers.Core;

/// <summary>As whom staff act on an application or appointment.</summary>
public static class GridWorkerRoles
{
    /// <summary>Staff of the street or above also act for its communities.</summary>
    public static GridWorkerActor[] Of(Caller caller, GridWorker worker) =>
        !caller.IsStaffOf(worker.Place.DistrictId, worker.Place.StreetId, worker.Place.CommunityId) || worker.UserId == caller.UserId ? []
        : caller.IsStaffOf(worker.Place.DistrictId, worker.Place.StreetId) && worker.ProposedBy != caller.UserId
            ? [GridWorkerActor.Community, GridWorkerActor.Street]
            : [GridWorkerActor.Community];
}
