using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Registrations.Core.RegistrationErrors;

namespace LinYuan.Api.Features.Registrations.Review;

/// <summary>Staff end a registration, with a reason; what stands on it ends with it.</summary>
public sealed class EndRegistration(RegistrationDecisions decisions, IEnumerable<RegistrationEnded> standing)
    : Operation<RegistrationReasonRequest, RegistrationView>
{
    public override void Configure()
    {
        Post("/registrations/{id}/end");
        Group<Staff>();
        Moves(NotOpen, RequestErrors.CaseChanged, OwnCase);
    }

    protected override async Task<IResult> Handle(RegistrationReasonRequest request, CancellationToken ct)
    {
        var found = await decisions.Require(Id, Caller);
        return await decisions.Make(Call, Caller, found, RegistrationDecision.Of(RegistrationAction.End, request), async (tx, now) =>
        {
            foreach (var end in standing)
                await end(tx, found, Caller.UserId, now);
        });
    }
}
