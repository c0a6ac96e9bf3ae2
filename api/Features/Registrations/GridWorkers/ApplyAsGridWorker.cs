using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations;

/// <summary>A grid, or a community as a whole; exactly one of the two.</summary>
public sealed record ApplyAsGridWorkerRequest(EntityId? GridId = null, EntityId? CommunityId = null);

/// <summary>Couriers and volunteers whose registration is active apply as part-time grid workers (兼职网格员), and may step back at any time.</summary>
public sealed class ApplyAsGridWorker(
    GridWorkerStore store, GridWorkerMoves moves, RegistrationStore registrations, AreaStore areas, GridWorkerViews views, Db db,
    TimeProvider time)
{
    /// <summary>A courier or volunteer whose registration is active applies as a part-time grid worker (兼职网格员).</summary>
    public static Task<IResult> Handle(ApplyAsGridWorkerRequest body, Caller caller, IdempotentCall call, ApplyAsGridWorker apply) =>
        apply.Enter(body, caller, call);

    /// <summary>The applicant or grid worker steps back, at any time.</summary>
    public static Task<IResult> Withdraw(EntityId id, Caller caller, IdempotentCall call, ApplyAsGridWorker apply) =>
        apply.StepBack(id, caller, call);

    private async Task<IResult> Enter(ApplyAsGridWorkerRequest body, Caller caller, IdempotentCall call)
    {
        var (place, gridId) = await PlaceOf(body);
        var names = await GridWorkerNames.Of(areas, place.CommunityId, gridId);
        return await call.Create(
            async tx =>
            {
                var now = time.Now();
                var registration = await registrations.FindActive(tx, caller.UserId, RegistrationKind.Courier, RegistrationKind.Volunteer)
                    ?? throw new Refusal(RegistrationErrors.Required);
                var id = await store.Add(tx, caller.UserId, registration.Id, place, gridId, now)
                    ?? throw new Refusal(GridWorkerErrors.AlreadyLive);
                var worker = (await store.Find(tx, id))!;
                await moves.Record(tx, worker, new GridWorkerMove(GridWorkerAction.Apply, null, GridWorkerStatus.Applied, caller.UserId), now);
                return views.Of(worker, names, GridWorkerActor.Applicant);
            },
            _ => "/api/v1/me/grid-worker-applications");
    }

    private async Task<IResult> StepBack(EntityId id, Caller caller, IdempotentCall call)
    {
        var found = await db.Read(session => store.Find(session, id.Value));
        if (found is null || found.UserId != caller.UserId)
            throw new Refusal(RequestErrors.NotFound);
        var names = await GridWorkerNames.Of(areas, found.Place.CommunityId, found.GridId);
        return await call.Move(async tx =>
        {
            var (worker, now) = ((await store.Find(tx, id.Value))!, time.Now());
            if (!GridWorkerLifecycle.Table.Allows(worker.Status, GridWorkerAction.Withdraw, GridWorkerActor.Applicant)
                || await store.End(tx, worker.Id, worker.Status, reason: null, now) == 0)
                throw new Refusal(GridWorkerErrors.NotOpen);
            await moves.Record(tx, worker, new GridWorkerMove(GridWorkerAction.Withdraw, worker.Status, GridWorkerStatus.Ended, caller.UserId), now);
            return views.Of((await store.Find(tx, worker.Id))!, names, GridWorkerActor.Applicant);
        });
    }

    private async Task<(Placement Place, long? GridId)> PlaceOf(ApplyAsGridWorkerRequest body)
    {
        if (body.GridId is null == body.CommunityId is null)
            throw Refusal.Invalid(body.GridId is null ? "communityId" : "gridId", "请选择网格或社区，二者选一项");
        if (body.CommunityId is { } communityId)
            return (await areas.PlaceIn(communityId, "communityId"), null);
        return await areas.Find(body.GridId!.Value.Value) is { Level: AreaLevel.Grid, StreetId: { } street, CommunityId: { } community } grid
            ? (new Placement(grid.DistrictId, street, community), grid.Id)
            : throw Refusal.Invalid("gridId", "没有这个网格");
    }
}
