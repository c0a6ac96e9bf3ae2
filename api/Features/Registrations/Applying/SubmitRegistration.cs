using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Registrations.Applying;

/// <param name="WorkerNumber">工号: of a courier, on the platform that is named.</param>
[ValidatableType]
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
/// A person registers with a community as one of its helpers (报到). Someone whose registration was returned for changes submits it again in
/// the same way.
/// </summary>
public sealed class SubmitRegistration(
    RegistrationStore registrations, RegistrationVersions versions, UnitStore units, AreaStore areas, TimeProvider time)
    : Operation<SubmitRegistrationRequest, RegistrationView>
{
    public override void Configure()
    {
        Post("/registrations");
        Group<People>();
        Creates(RegistrationErrors.Duplicate);
    }

    protected override async Task<IResult> Handle(SubmitRegistrationRequest request, CancellationToken ct)
    {
        WorkerNumbers.Require(request.Kind!.Value, request.Platform, request.WorkerNumber);
        var place = await areas.PlaceIn(request.CommunityId!.Value, "communityId");
        var communityName = await areas.NameOf(place.CommunityId);
        var registration = new NewRegistration(
            Caller.UserId, request.Kind.Value, place, request.UnitId?.Value, request.RealName, request.Phone, request.Skills ?? [],
            request.Platform, request.WorkerNumber);
        return await Call.Create(
            async tx =>
            {
                if (registration.UnitId is { } unit && !await units.Has(tx, unit, place.DistrictId))
                    throw Refusal.Invalid("unitId", "没有这个单位");
                var id = await Enter(tx, registration, time.Now());
                return RegistrationViews.Of((await registrations.Find(tx, id))!, communityName, RegistrationActor.Applicant);
            },
            view => $"/api/v1/me/registrations/{view.Id}");
    }

    private async Task<long> Enter(Tx tx, NewRegistration registration, DateTimeOffset now)
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
