using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Versions;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Registrations.Core.RegistrationErrors;

namespace LinYuan.Api.Features.Registrations.Review;

/// <param name="Version">Of the registration as the reviewer read it; without it, the decision is on what was submitted first.</param>
[ValidatableType]
public sealed record ApproveRegistrationRequest([property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>Staff verify a registration; it is active from now on.</summary>
public sealed class ApproveRegistration(RegistrationDecisions decisions, WorkerNumbers workerNumbers)
    : Operation<ApproveRegistrationRequest, RegistrationView>
{
    protected override bool IsBodyOptional => true;

    public override void Configure()
    {
        Post("/registrations/{id}/approve");
        Group<Staff>();
        Moves(NotOpen, RequestErrors.CaseChanged, OwnCase, WorkerNumberTaken);
    }

    protected override async Task<IResult> Handle(ApproveRegistrationRequest request, CancellationToken ct)
    {
        var found = await decisions.Require(Id, Caller);
        await workerNumbers.RequireFree(found, Caller);
        var decision = new RegistrationDecision(RegistrationAction.Approve, Reason: null, request.Version ?? CaseVersions.First);
        return await decisions.Make(Call, Caller, found, decision, (tx, now) => workerNumbers.Verify(tx, found.Id, Caller.UserId, now));
    }
}
