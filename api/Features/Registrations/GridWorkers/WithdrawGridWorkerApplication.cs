using FastEndpoints;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>The applicant or grid worker steps back, at any time.</summary>
public sealed class WithdrawGridWorkerApplication(
    GridWorkerStore store, GridWorkerMoves moves, AreaStore areas, GridWorkerViews views, Db db, TimeProvider time)
    : Operation<EmptyRequest, GridWorkerView>
{
    public override void Configure()
    {
        Post("/me/grid-worker-applications/{id}/withdraw");
        Group<People>();
        Moves(RequestErrors.NotFound, GridWorkerErrors.NotOpen);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var found = await db.Read(session => store.Find(session, Id.Value));
        if (found is null || found.UserId != Caller.UserId)
            throw new Refusal(RequestErrors.NotFound);
        var names = await GridWorkerNames.Of(areas, found.Place.CommunityId, found.GridId);
        return await Call.Move(async tx =>
        {
            var (worker, now) = ((await store.Find(tx, found.Id))!, time.Now());
            if (!GridWorkerLifecycle.Table.Allows(worker.Status, GridWorkerAction.Withdraw, GridWorkerActor.Applicant)
                || await store.End(tx, worker.Id, worker.Status, reason: null, now) == 0)
                throw new Refusal(GridWorkerErrors.NotOpen);
            await moves.Record(tx, worker, new GridWorkerMove(GridWorkerAction.Withdraw, worker.Status, GridWorkerStatus.Ended, Caller.UserId), now);
            return views.Of((await store.Find(tx, worker.Id))!, names, GridWorkerActor.Applicant);
        });
    }
}
