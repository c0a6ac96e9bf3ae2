using FastEndpoints;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Registrations.GridWorkers.Core.GridWorkerErrors;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>Staff note that an applicant was trained.</summary>
public sealed class TrainGridWorker(GridWorkerDecisions decisions, GridWorkerStore store) : Operation<EmptyRequest, GridWorkerView>
{
    public override void Configure()
    {
        Post("/grid-workers/{id}/train");
        Group<Staff>();
        Moves(RequestErrors.NotFound, OwnCase, NotOpen);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct) => await decisions.Make(
        Call, Caller, await decisions.Require(Id, Caller), GridWorkerAction.Train, (tx, worker, now) => store.Train(tx, worker.Id, now));
}
