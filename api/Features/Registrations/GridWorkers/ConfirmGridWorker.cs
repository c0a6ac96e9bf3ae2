using FastEndpoints;
using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using static LinYuan.Api.Features.Registrations.GridWorkers.Core.GridWorkerErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>The street confirms the appointment; never who proposed it.</summary>
public sealed class ConfirmGridWorker(GridWorkerDecisions decisions, GridWorkerStore store, IOptions<GridWorkerOptions> options)
    : Operation<EmptyRequest, GridWorkerView>
{
    public override void Configure()
    {
        Post("/grid-workers/{id}/confirm");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, SamePerson, NotOpen);
    }

    protected override async Task<IResult> Handle(EmptyRequest request, CancellationToken ct)
    {
        var found = await decisions.Require(Id, Caller);
        if (!Caller.IsStaffOf(found.Place.DistrictId, found.Place.StreetId))
            throw new Refusal(AccessDenied, "聘任须由街道确认");
        return await decisions.Make(Call, Caller, found, GridWorkerAction.Confirm, Confirm);
    }

    private Task<int> Confirm(Tx tx, GridWorker worker, DateTimeOffset now)
    {
        if (worker.ProposedBy == Caller.UserId)
            throw new Refusal(SamePerson);
        var endsAt = now + options.Value.Term;
        return store.Confirm(tx, worker.Id, Caller.UserId, now, endsAt, endsAt - options.Value.RemindBefore);
    }
}
