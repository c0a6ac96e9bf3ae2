using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>
/// What all decisions of staff on an application or appointment have in common. The community trains and appoints, the street confirms;
/// nobody does both, and nobody their own.
/// </summary>
public sealed class GridWorkerDecisions(
    GridWorkerStore store, GridWorkerMoves moves, GridWorkerViews views, AreaStore areas, Db db, TimeProvider time)
{
    /// <summary>One of the caller's area, any other is not there; and not the caller's own.</summary>
    public async Task<GridWorker> Require(EntityId id, Caller caller)
    {
        var found = await db.Read(session => store.Find(session, id.Value));
        if (found is null || !caller.IsStaffOf(found.Place.DistrictId, found.Place.StreetId, found.Place.CommunityId))
            throw new Refusal(RequestErrors.NotFound);
        return found.UserId == caller.UserId ? throw new Refusal(GridWorkerErrors.OwnCase) : found;
    }

    /// <param name="change">The guarded update of this decision; 0 when it was too late for it.</param>
    public async Task<IResult> Make(
        IdempotentCall call, Caller caller, GridWorker found, GridWorkerAction action, Func<Tx, GridWorker, DateTimeOffset, Task<int>> change)
    {
        var names = await GridWorkerNames.Of(areas, found.Place.CommunityId, found.GridId);
        return await call.With(found.UserId).Move(async tx =>
        {
            var (worker, now) = ((await store.Find(tx, found.Id))!, time.Now());
            var move = GridWorkerLifecycle.Table.Moves.FirstOrDefault(line => line.Action == action && line.From == worker.Status)
                ?? throw new Refusal(GridWorkerErrors.NotOpen);
            if (await change(tx, worker, now) == 0)
                throw new Refusal(GridWorkerErrors.NotOpen);
            await moves.Record(tx, worker, new GridWorkerMove(action, worker.Status, move.To, caller.UserId), now);
            var after = (await store.Find(tx, worker.Id))!;
            return views.Of(after, names, GridWorkerRoles.Of(caller, after));
        });
    }
}
