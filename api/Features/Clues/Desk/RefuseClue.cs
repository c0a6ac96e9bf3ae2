using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Desk;

/// <param name="LegalRoute">Where the reporter can turn instead: a court, an office, a number.</param>
[ValidatableType]
public sealed record RefuseClueRequest([property: Text(2, 200)] string Reason, [property: Text(2, 300)] string LegalRoute);

/// <summary>The desk says why a clue is not for it, and who is responsible.</summary>
public sealed class RefuseClue(ClueCases clues) : Operation<RefuseClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/refuse");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, AppealElsewhere);
    }

    protected override Task<IResult> Handle(RefuseClueRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.Refuse, request.Reason)
        {
            Change = (clue, now) =>
            {
                ClueRules.RequireDecider(clue, Caller);
                return clue.TurnedDown(Caller.UserId, request.Reason, now) with { LegalRoute = request.LegalRoute };
            },
        });
}
