using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Registrations.GridWorkers.Core.GridWorkerErrors;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>A reason that the applicant reads.</summary>
[ValidatableType]
public sealed record EndGridWorkerRequest([property: Text(2, 200)] string Reason);

/// <summary>Staff end an application or appointment, with a reason.</summary>
public sealed class EndGridWorker(GridWorkerDecisions decisions, GridWorkerStore store) : Operation<EndGridWorkerRequest, GridWorkerView>
{
    public override void Configure()
    {
        Post("/grid-workers/{id}/end");
        Group<Staff>();
        Moves(RequestErrors.NotFound, OwnCase, NotOpen);
    }

    protected override async Task<IResult> Handle(EndGridWorkerRequest request, CancellationToken ct) => await decisions.Make(
        Call, Caller, await decisions.Require(Id, Caller), GridWorkerAction.End,
        (tx, worker, now) => store.End(tx, worker.Id, worker.Status, request.Reason, now));
}
