using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Wishes;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.Versions;

namespace LinYuan.Api.Features.Registrations;

/// <param name="Version">Of the registration as the reviewer read it; without it, the decision is on what was submitted first.</param>
public sealed record ApproveRegistrationRequest([property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>A reason that the applicant reads.</summary>
/// <param name="Version">Of the registration as whoever decides read it.</param>
public sealed record RegistrationReasonRequest([property: Text(2, 200)] string Reason, [property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>What staff decide on a registration of their area: the four moves differ only in the row of the life-cycle table.</summary>
public sealed class DecideRegistration(
    RegistrationStore registrations, WorkerNumbers workerNumbers, ReleaseUnregistered claims, EndGridWorkerWith gridWorkers,
    RegistrationVersions versions, AreaStore areas, Db db, TimeProvider time)
{
    /// <summary>Staff verify a registration; it is active from now on.</summary>
    public static Task<IResult> Approve(
        EntityId id, ApproveRegistrationRequest? body, Caller caller, IdempotentCall call, DecideRegistration decide) =>
        decide.Run(id, caller, call, new Decision(RegistrationAction.Approve, null, body?.Version ?? CaseVersions.First));

    /// <summary>Staff send a registration back for what is missing.</summary>
    public static Task<IResult> Return(EntityId id, RegistrationReasonRequest body, Caller caller, IdempotentCall call, DecideRegistration decide) =>
        decide.Run(id, caller, call, new Decision(RegistrationAction.Return, body.Reason, body.Version));

    /// <summary>Staff turn a registration down, with a reason.</summary>
    public static Task<IResult> Reject(EntityId id, RegistrationReasonRequest body, Caller caller, IdempotentCall call, DecideRegistration decide) =>
        decide.Run(id, caller, call, new Decision(RegistrationAction.Reject, body.Reason, body.Version));

    /// <summary>Staff end a registration, with a reason.</summary>
    public static Task<IResult> End(EntityId id, RegistrationReasonRequest body, Caller caller, IdempotentCall call, DecideRegistration decide) =>
        decide.Run(id, caller, call, new Decision(RegistrationAction.End, body.Reason, body.Version));

    private async Task<IResult> Run(EntityId id, Caller caller, IdempotentCall call, Decision decision)
    {
        var found = await db.Read(session => registrations.Find(session, id.Value));
        if (found is null || !caller.IsStaffOf(found.Place.DistrictId, found.Place.StreetId, found.Place.CommunityId))
            throw new Refusal(RequestErrors.NotFound);
        if (found.UserId == caller.UserId)
            throw new Refusal(RegistrationErrors.OwnCase);
        if (decision.Action == RegistrationAction.Approve)
            await workerNumbers.RequireFree(found, caller);
        var communityName = await areas.NameOf(found.Place.CommunityId);
        return await call.With(found.UserId).Move(async tx =>
        {
            if (decision.Action == RegistrationAction.End)
                await End(tx, found, caller, decision);
            else
                await Move(tx, id.Value, caller, decision);
            return RegistrationViews.Of((await registrations.Find(tx, id.Value))!, communityName, RegistrationActor.Staff);
        });
    }

    /// <summary>The member is locked, as by a claim: none can slip in between the end and the release of what is in hand.</summary>
    private async Task End(Tx tx, Registration found, Caller caller, Decision decision)
    {
        await Move(tx, found.Id, caller, decision);
        await claims.Run(tx, found.UserId, caller.UserId, time.Now());
        await gridWorkers.Registration(tx, found, caller.UserId, time.Now());
    }

    /// <summary>Judged under the lock: the applicant may have submitted something else since it was read.</summary>
    private async Task Move(Tx tx, long id, Caller caller, Decision decision)
    {
        var now = time.Now();
        var judged = (await registrations.Lock(tx, id))!;
        var move = RegistrationLifecycle.Table.Moves.FirstOrDefault(line => line.Action == decision.Action && line.From == judged.Status)
            ?? throw new Refusal(RegistrationErrors.NotOpen);
        await versions.Require(tx, judged, decision.Version);
        if (await workerNumbers.Guard(() => registrations.Decide(tx, judged, move.To, caller.UserId, decision.Reason, now)) == 0)
            throw new Refusal(RegistrationErrors.NotOpen);
        await registrations.AddEvent(tx, id, decision.Action, judged.Status, move.To, caller.UserId, decision.Reason, now);
        if (decision.Action == RegistrationAction.Approve)
            await workerNumbers.Verify(tx, id, caller.UserId, now);
        if (move.To != RegistrationStatus.Returned)
            await versions.Forget(tx, id);
    }

    /// <param name="Version">Null when the decision was made without one.</param>
    private sealed record Decision(RegistrationAction Action, string? Reason, int? Version);
}
