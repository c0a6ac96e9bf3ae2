using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations;

/// <summary>A reason that the applicant reads.</summary>
public sealed record RegistrationReasonRequest([property: Text(2, 200)] string Reason);

/// <summary>What staff decide on a registration of their area: the four moves differ only in the row of the life-cycle table.</summary>
public sealed class DecideRegistration(
    RegistrationStore registrations, WorkerNumbers workerNumbers, ReleaseUnregistered claims, EndGridWorkerWith gridWorkers,
    AreaStore areas, Db db, TimeProvider time)
{
    /// <summary>Staff verify a registration; it is active from now on.</summary>
    public static Task<IResult> Approve(EntityId id, Caller caller, IdempotentCall call, DecideRegistration decide) =>
        decide.Run(id, caller, call, RegistrationAction.Approve, reason: null);

    /// <summary>Staff send a registration back for what is missing.</summary>
    public static Task<IResult> Return(EntityId id, RegistrationReasonRequest body, Caller caller, IdempotentCall call, DecideRegistration decide) =>
        decide.Run(id, caller, call, RegistrationAction.Return, body.Reason);

    /// <summary>Staff turn a registration down, with a reason.</summary>
    public static Task<IResult> Reject(EntityId id, RegistrationReasonRequest body, Caller caller, IdempotentCall call, DecideRegistration decide) =>
        decide.Run(id, caller, call, RegistrationAction.Reject, body.Reason);

    /// <summary>Staff end a registration, with a reason.</summary>
    public static Task<IResult> End(EntityId id, RegistrationReasonRequest body, Caller caller, IdempotentCall call, DecideRegistration decide) =>
        decide.Run(id, caller, call, RegistrationAction.End, body.Reason);

    private async Task<IResult> Run(EntityId id, Caller caller, IdempotentCall call, RegistrationAction action, string? reason)
    {
        var found = await db.Read(session => registrations.Find(session, id.Value));
        if (found is null || !caller.IsStaffOf(found.Place.DistrictId, found.Place.StreetId, found.Place.CommunityId))
            throw new Refusal(RequestErrors.NotFound);
        if (found.UserId == caller.UserId)
            throw new Refusal(RegistrationErrors.OwnCase);
        if (action == RegistrationAction.Approve)
            await workerNumbers.RequireFree(found, caller);
        var communityName = await areas.NameOf(found.Place.CommunityId);
        return await call.With(found.UserId).Move(async tx =>
        {
            if (action == RegistrationAction.End)
                await End(tx, found, caller, reason);
            else
                await Move(tx, id.Value, caller, action, reason);
            return RegistrationViews.Of((await registrations.Find(tx, id.Value))!, communityName, RegistrationActor.Staff);
        });
    }

    /// <summary>The member is locked, as by a claim: none can slip in between the end and the release of what is in hand.</summary>
    private async Task End(Tx tx, Registration found, Caller caller, string? reason)
    {
        await Move(tx, found.Id, caller, RegistrationAction.End, reason);
        await claims.Run(tx, found.UserId, caller.UserId, time.Now());
        await gridWorkers.Registration(tx, found, caller.UserId, time.Now());
    }

    private async Task Move(Tx tx, long id, Caller caller, RegistrationAction action, string? reason)
    {
        var now = time.Now();
        foreach (var move in RegistrationLifecycle.Table.Moves.Where(move => move.Action == action && move.From is not null))
        {
            if (await workerNumbers.Guard(() => registrations.Decide(tx, id, move.From!.Value, move.To, caller.UserId, reason, now)) == 1)
            {
                await registrations.AddEvent(tx, id, action, move.From, move.To, caller.UserId, reason, now);
                if (action == RegistrationAction.Approve)
                    await workerNumbers.Verify(tx, id, caller.UserId, now);
                return;
            }
        }
        throw new Refusal(RegistrationErrors.NotOpen);
    }
}
