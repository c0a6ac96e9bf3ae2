using FastEndpoints;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Registrations.Applying;

/// <summary>The caller reads one of their own registrations.</summary>
public sealed class GetMyRegistration(RegistrationStore registrations, AreaStore areas, Db db) : ReadOperation<EmptyRequest, RegistrationView>
{
    public override void Configure()
    {
        Get("/me/registrations/{id}");
        Group<People>();
        Reads(RequestErrors.NotFound);
    }

    protected override async Task<RegistrationView> Read(EmptyRequest request, CancellationToken ct) =>
        await db.Read(session => registrations.Find(session, Id.Value)) is { } found && found.UserId == Caller.UserId
            ? RegistrationViews.Of(found, await areas.NameOf(found.Place.CommunityId), RegistrationActor.Applicant)
            : throw new Refusal(RequestErrors.NotFound);
}
