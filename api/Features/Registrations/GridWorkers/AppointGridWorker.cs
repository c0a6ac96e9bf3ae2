using FastEndpoints;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Registrations.GridWorkers.Core.GridWorkerErrors;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>The community proposes a trained applicant for appointment.</summary>
public sealed class AppointGridWorker(GridWorkerDecisions decisions, GridWorkerStore store) : Operation<EmptyRequest, GridWorkerView>
{
    public override void Configure()
    {
        Post("/grid-workers/{id}/appoint");
        Group<Staff>();
        Moves(RequestErrors.NotFound, OwnCase, NotOpen);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct) => await decisions.Make(
        Call, Caller, await decisions.Require(Id, Caller), GridWorkerAction.Appoint, (tx, worker, now) => store.Propose(tx, worker.Id, Caller.UserId, now));
}
