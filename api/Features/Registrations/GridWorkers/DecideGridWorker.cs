using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Registrations;

/// <summary>A reason that the applicant reads.</summary>
public sealed record EndGridWorkerRequest([property: Text(2, 200)] string Reason);

/// <summary>What staff do with an application: the community trains and appoints, the street confirms; nobody does both, and nobody their own.</summary>
public sealed class DecideGridWorker(
    GridWorkerStore store, GridWorkerMoves moves, GridWorkerViews views, AreaStore areas, Db db, IOptions<GridWorkerOptions> options, TimeProvider time)
{
    /// <summary>Staff note that an applicant was trained.</summary>
    public static Task<IResult> Train(EntityId id, Caller caller, IdempotentCall call, DecideGridWorker decide) =>
        decide.Run(id, caller, call, GridWorkerAction.Train, reason: null);

    /// <summary>The community proposes a trained applicant for appointment.</summary>
    public static Task<IResult> Appoint(EntityId id, Caller caller, IdempotentCall call, DecideGridWorker decide) =>
        decide.Run(id, caller, call, GridWorkerAction.Appoint, reason: null);

    /// <summary>The street confirms the appointment; never who proposed it.</summary>
    public static Task<IResult> Confirm(EntityId id, Caller caller, IdempotentCall call, DecideGridWorker decide) =>
        decide.Run(id, caller, call, GridWorkerAction.Confirm, reason: null);

    /// <summary>Staff renew an appointment before it runs out.</summary>
    public static Task<IResult> Renew(EntityId id, Caller caller, IdempotentCall call, DecideGridWorker decide) =>
        decide.Run(id, caller, call, GridWorkerAction.Renew, reason: null);

    /// <summary>Staff end an application or appointment, with a reason.</summary>
    public static Task<IResult> End(EntityId id, EndGridWorkerRequest body, Caller caller, IdempotentCall call, DecideGridWorker decide) =>
        decide.Run(id, caller, call, GridWorkerAction.End, body.Reason);

    /// <summary>As whom the caller acts on it: staff of the street or above also act for its communities.</summary>
    public static GridWorkerActor[] RolesOf(Caller caller, GridWorker worker) =>
        !caller.IsStaffOf(worker.Place.DistrictId, worker.Place.StreetId, worker.Place.CommunityId) || worker.UserId == caller.UserId ? []
        : caller.IsStaffOf(worker.Place.DistrictId, worker.Place.StreetId) && worker.ProposedBy != caller.UserId
            ? [GridWorkerActor.Community, GridWorkerActor.Street]
            : [GridWorkerActor.Community];

    private async Task<IResult> Run(EntityId id, Caller caller, IdempotentCall call, GridWorkerAction action, string? reason)
    {
        var found = await Require(id, caller, action);
        var names = await GridWorkerNames.Of(areas, found.Place.CommunityId, found.GridId);
        return await call.With(found.UserId).Move(async tx =>
        {
            var (worker, now) = ((await store.Find(tx, id.Value))!, time.Now());
            var move = GridWorkerLifecycle.Table.Moves.FirstOrDefault(line => line.Action == action && line.From == worker.Status)
                ?? throw new Refusal(GridWorkerErrors.NotOpen);
            if (await Change(tx, worker, action, caller.UserId, reason, now) == 0)
                throw new Refusal(GridWorkerErrors.NotOpen);
            await moves.Record(tx, worker, new GridWorkerMove(action, worker.Status, move.To, caller.UserId), now);
            var after = (await store.Find(tx, worker.Id))!;
            return views.Of(after, names, RolesOf(caller, after));
        });
    }

    private async Task<GridWorker> Require(EntityId id, Caller caller, GridWorkerAction action)
    {
        var found = await db.Read(session => store.Find(session, id.Value));
        if (found is null || !caller.IsStaffOf(found.Place.DistrictId, found.Place.StreetId, found.Place.CommunityId))
            throw new Refusal(RequestErrors.NotFound);
        if (found.UserId == caller.UserId)
            throw new Refusal(GridWorkerErrors.OwnCase);
        if (action == GridWorkerAction.Confirm && !caller.IsStaffOf(found.Place.DistrictId, found.Place.StreetId))
            throw new Refusal(RequestErrors.AccessDenied, "聘任须由街道确认");
        return found;
    }

    private Task<int> Change(Tx tx, GridWorker worker, GridWorkerAction action, long staffId, string? reason, DateTimeOffset now) => action switch
    {
        GridWorkerAction.Train => store.Train(tx, worker.Id, now),
        GridWorkerAction.Appoint => store.Propose(tx, worker.Id, staffId, now),
        GridWorkerAction.Confirm => Confirm(tx, worker, staffId, now),
        GridWorkerAction.Renew => Renew(tx, worker, now),
        GridWorkerAction.End => store.End(tx, worker.Id, worker.Status, reason, now),
        _ => Task.FromResult(0),
    };

    private Task<int> Confirm(Tx tx, GridWorker worker, long staffId, DateTimeOffset now)
    {
        if (worker.ProposedBy == staffId)
            throw new Refusal(GridWorkerErrors.SamePerson);
        var endsAt = now + options.Value.Term;
        return store.Confirm(tx, worker.Id, staffId, now, endsAt, endsAt - options.Value.RemindBefore);
    }

    private Task<int> Renew(Tx tx, GridWorker worker, DateTimeOffset now)
    {
        var running = worker.TermEndsAt!.Value;
        if (options.Value.IsTooEarlyToRenew(running, now))
            throw new Refusal(GridWorkerErrors.TooEarly);
        var endsAt = running + options.Value.Term;
        return store.Renew(tx, worker.Id, now, running, endsAt, endsAt - options.Value.RemindBefore);
    }
}
