using FastEndpoints;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using static LinYuan.Api.Features.Registrations.GridWorkers.Core.GridWorkerErrors;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>Staff renew an appointment before it runs out.</summary>
public sealed class RenewGridWorker(GridWorkerDecisions decisions, GridWorkerStore store, IOptions<GridWorkerOptions> options)
    : Operation<EmptyRequest, GridWorkerView>
{
    public override void Configure()
    {
        Post("/grid-workers/{id}/renew");
        Group<Staff>();
        Moves(RequestErrors.NotFound, OwnCase, TooEarly, NotOpen);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct) =>
        await decisions.Make(Call, Caller, await decisions.Require(Id, Caller), GridWorkerAction.Renew, Renew);

    private Task<int> Renew(Tx tx, GridWorker worker, DateTimeOffset now)
    {
        var running = worker.TermEndsAt!.Value;
        if (options.Value.IsTooEarlyToRenew(running, now))
            throw new Refusal(TooEarly);
        var endsAt = running + options.Value.Term;
        return store.Renew(tx, worker.Id, now, running, endsAt, endsAt - options.Value.RemindBefore);
    }
}
