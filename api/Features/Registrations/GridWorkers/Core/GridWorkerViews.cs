using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Registrations.GridWorkers.Core;

/// <param name="UserId">The same as in the list of possible owners of a clue.</param>
/// <param name="RealName">Masked, for its owner and for staff alike.</param>
/// <param name="GridId">Null when it is for the community as a whole.</param>
/// <param name="Reason">Why it was ended, if staff ended it.</param>
public sealed record GridWorkerView(
    EntityId Id, EntityId UserId, GridWorkerStatus Status, EntityId CommunityId, string CommunityName, EntityId? GridId, string? GridName, string RealName,
    DateTimeOffset AppliedAt, DateTimeOffset? TrainedAt, DateTimeOffset? ProposedAt, DateTimeOffset? AppointedAt, DateTimeOffset? TermEndsAt,
    DateTimeOffset? EndedAt, string? Reason, IReadOnlyList<string> Actions);

/// <summary>The names of a grid worker's areas, looked up ahead of a transaction.</summary>
public sealed record GridWorkerNames(string Community, string? Grid)
{
    public static async Task<GridWorkerNames> Of(AreaStore areas, long communityId, long? gridId) =>
        new(await areas.NameOf(communityId), gridId is { } grid ? await areas.NameOf(grid) : null);
}

public sealed class GridWorkerViews(AreaStore areas, IOptions<GridWorkerOptions> options, TimeProvider time)
{
    public async Task<GridWorkerView> Of(GridWorker worker, params GridWorkerActor[] viewer) =>
        Of(worker, await GridWorkerNames.Of(areas, worker.Place.CommunityId, worker.GridId), viewer);

    public GridWorkerView Of(GridWorker worker, GridWorkerNames names, params GridWorkerActor[] viewer) => new(
        new EntityId(worker.Id),
        new EntityId(worker.UserId),
        worker.Status,
        new EntityId(worker.Place.CommunityId),
        names.Community,
        worker.GridId is { } grid ? new EntityId(grid) : null,
        names.Grid,
        Mask.Name(worker.RealName),
        worker.AppliedAt,
        worker.TrainedAt,
        worker.ProposedAt,
        worker.AppointedAt,
        worker.TermEndsAt,
        worker.EndedAt,
        worker.Reason,
        [.. GridWorkerLifecycle.Table.ActionsFor(worker.Status, viewer).Where(action => action != GridWorkerAction.Renew.Word() || MayBeRenewed(worker))]);

    private bool MayBeRenewed(GridWorker worker) =>
        worker.TermEndsAt is { } ends && ends > time.Now() && !options.Value.IsTooEarlyToRenew(ends, time.Now());
}
