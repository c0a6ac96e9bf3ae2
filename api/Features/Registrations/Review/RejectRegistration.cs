using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Registrations.Core.RegistrationErrors;

namespace LinYuan.Api.Features.Registrations.Review;

/// <summary>Staff turn a registration down, with a reason.</summary>
public sealed class RejectRegistration(RegistrationDecisions decisions) : Operation<RegistrationReasonRequest, RegistrationView>
{
    public override void Configure()
    {
        Post("/registrations/{id}/reject");
        Group<Staff>();
        Moves(NotOpen, RequestErrors.CaseChanged, OwnCase);
    }

    protected override async Task<IResult> Handle(RegistrationReasonRequest request, CancellationToken ct) => await decisions.Make(
        Call, Caller, await decisions.Require(Id, Caller), RegistrationDecision.Of(RegistrationAction.Reject, request));
}
