using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Registrations.Core.RegistrationErrors;

namespace LinYuan.Api.Features.Registrations.Review;

/// <summary>Staff send a registration back for what is missing.</summary>
public sealed class ReturnRegistration(RegistrationDecisions decisions) : Operation<RegistrationReasonRequest, RegistrationView>
{
    public override void Configure()
    {
        Post("/registrations/{id}/return");
        Group<Staff>();
        Moves(NotOpen, RequestErrors.CaseChanged, OwnCase);
    }

    protected override async Task<IResult> Handle(RegistrationReasonRequest request, CancellationToken ct) => await decisions.Make(
        Call, Caller, await decisions.Require(Id, Caller), RegistrationDecision.Of(RegistrationAction.Return, request));
}
