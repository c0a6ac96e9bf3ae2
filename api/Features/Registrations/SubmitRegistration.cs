using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations;

/// <param name="WorkerNumber">工号: of a courier, on the platform that is named.</param>
public sealed record SubmitRegistrationRequest(
    [property: Needed] EntityId? CommunityId,
    [property: Needed] RegistrationKind? Kind,
    [property: Text(1, 30)] string RealName,
    [property: PhoneNumber(Optional = true)] string? Phone,
    EntityId? UnitId,
    [property: ShortList(20, 20)] IReadOnlyList<string>? Skills,
    [property: Text(1, 30, Optional = true)] string? Platform,
    [property: Text(1, 40, Optional = true)] string? WorkerNumber = null);

/// <summary>
/// 报到: a person registers with a community as one of its helpers. Someone whose registration was returned for changes submits it again
/// in the same way.
/// </summary>
public static class SubmitRegistration
{
    public static async Task<IResult> Handle(
        SubmitRegistrationRequest body, Caller caller, IdempotentCall call, RegistrationStore registrations, RegistrationVersions versions, UnitStore units,
        AreaStore areas, TimeProvider time)
    {
        WorkerNumbers.Require(body);
        var place = await areas.PlaceIn(body.CommunityId!.Value, "communityId");
        var communityName = await areas.NameOf(place.CommunityId);
        var registration = new NewRegistration(
            caller.UserId, body.Kind!.Value, place, body.UnitId?.Value, body.RealName, body.Phone, body.Skills ?? [], body.Platform,
            body.WorkerNumber);
        return await call.Create(
            async tx =>
            {
                if (registration.UnitId is { } unit && !await units.Has(tx, unit, place.DistrictId))
                    throw Refusal.Invalid("unitId", "没有这个单位");
                var id = await Enter(tx, registration, registrations, versions, time.Now());
                return RegistrationViews.Of((await registrations.Find(tx, id))!, communityName, RegistrationActor.Applicant);
            },
            view => $"/api/v1/me/registrations/{view.Id}");
    }

    private static async Task<long> Enter(
        Tx tx, NewRegistration registration, RegistrationStore registrations, RegistrationVersions versions, DateTimeOffset now)
    {
        var returned = await registrations.FindReturned(tx, registration.UserId, registration.Kind);
        if (returned is { } before)
            await versions.Keep(tx, before, now);
        var again = returned is not null && await registrations.Resubmit(tx, registration, now) == 1 ? returned : null;
        var id = again ?? await registrations.Submit(tx, registration, now) ?? throw new Refusal(RegistrationErrors.Duplicate);
        await registrations.AddEvent(
            tx, id, RegistrationAction.Submit, again is null ? null : RegistrationStatus.Returned, RegistrationStatus.Submitted,
            registration.UserId, reason: null, now);
        return id;
    }
}
