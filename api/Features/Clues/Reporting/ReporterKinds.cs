using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Clues.Reporting;

/// <summary>As what somebody reports: all that staff read of who it was.</summary>
public sealed class ReporterKinds(Db db, RegistrationStore registrations, GridWorkerStore gridWorkers)
{
    /// <summary>A part-time grid worker reports as one in the community of the appointment; elsewhere as the courier or resident that they are.</summary>
    public Task<ReporterKind> KindOf(Caller caller, long communityId) => db.Read(async session =>
        caller.IsStaff || await gridWorkers.IsAppointed(session, caller.UserId, communityId) ? ReporterKind.GridWorker
        : await registrations.FindActive(session, caller.UserId, RegistrationKind.Courier) is not null ? ReporterKind.Courier
        : ReporterKind.Resident);
}
