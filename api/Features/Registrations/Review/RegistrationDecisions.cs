using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Registrations.Review;

/// <summary>A reason that the applicant reads.</summary>
/// <param name="Version">Of the registration as whoever decides read it.</param>
[ValidatableType]
public sealed record RegistrationReasonRequest([property: Text(2, 200)] string Reason, [property: Between(1, int.MaxValue)] int? Version = null);

/// <param name="Version">Null when the decision was made without one.</param>
public sealed record RegistrationDecision(RegistrationAction Action, string? Reason, int? Version)
{
    public static RegistrationDecision Of(RegistrationAction action, RegistrationReasonRequest request) => new(action, request.Reason, request.Version);
}

/// <summary>What all decisions of staff on a registration have in common: they differ only in the row of the life-cycle table and what follows.</summary>
public sealed class RegistrationDecisions(
    RegistrationStore registrations, WorkerNumbers workerNumbers, RegistrationVersions versions, AreaStore areas, Db db, TimeProvider time)
{
    /// <summary>A registration of the caller's area, any other is not there; and not the caller's own.</summary>
    public async Task<Registration> Require(EntityId id, Caller caller)
    {
        var found = await db.Read(session => registrations.Find(session, id.Value));
        if (found is null || !caller.IsStaffOf(found.Place.DistrictId, found.Place.StreetId, found.Place.CommunityId))
            throw new Refusal(RequestErrors.NotFound);
        return found.UserId == caller.UserId ? throw new Refusal(RegistrationErrors.OwnCase) : found;
    }

    /// <param name="follow">What else the decision brings with it, in the same transaction.</param>
    public async Task<IResult> Make(
        IdempotentCall call, Caller caller, Registration found, RegistrationDecision decision, Func<Tx, DateTimeOffset, Task>? follow = null)
    {
        var communityName = await areas.NameOf(found.Place.CommunityId);
        return await call.With(found.UserId).Move(async tx =>
        {
            var now = time.Now();
            await Move(tx, found.Id, caller, decision, now);
            if (follow is not null)
                await follow(tx, now);
            return RegistrationViews.Of((await registrations.Find(tx, found.Id))!, communityName, RegistrationActor.Staff);
        });
    }

    /// <summary>Judged under the lock: the applicant may have submitted something else since it was read.</summary>
    private async Task Move(Tx tx, long id, Caller caller, RegistrationDecision decision, DateTimeOffset now)
    {
        var judged = (await registrations.Lock(tx, id))!;
        var move = RegistrationLifecycle.Table.Moves.FirstOrDefault(line => line.Action == decision.Action && line.From == judged.Status)
            ?? throw new Refusal(RegistrationErrors.NotOpen);
        await versions.Require(tx, judged, decision.Version);
        if (await workerNumbers.Guard(() => registrations.Decide(tx, judged, move.To, caller.UserId, decision.Reason, now)) == 0)
            throw new Refusal(RegistrationErrors.NotOpen);
        await registrations.AddEvent(tx, id, decision.Action, judged.Status, move.To, caller.UserId, decision.Reason, now);
        if (move.To != RegistrationStatus.Returned)
            await versions.Forget(tx, id);
    }
}
