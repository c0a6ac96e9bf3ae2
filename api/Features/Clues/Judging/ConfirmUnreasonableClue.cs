using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Judging;

/// <param name="Reason">For the reporter, where the answer is yes.</param>
[ValidatableType]
public sealed record DecideClueMarkRequest([property: Needed] bool? Agrees, [property: Text(2, 200, Optional = true)] string? Reason);

/// <summary>The second person of the street confirms the mark, or drops it.</summary>
public sealed class ConfirmUnreasonableClue(ClueCases clues, ClueMarkStore marks) : Operation<DecideClueMarkRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/confirm-unreasonable");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson);
    }

    protected override Task<IResult> Handle(DecideClueMarkRequest request, CancellationToken ct)
    {
        var agrees = request.Agrees == true;
        var action = agrees ? ClueAction.ConfirmUnreasonable : ClueAction.DropUnreasonable;
        return clues.Take(Call, Caller, new(Id.Value, action, request.Reason)
        {
            ChangeIn = async (tx, clue, now) =>
            {
                ClueRules.RequireOther(clue, Caller);
                if ((await marks.Find(tx, clue))?.ProposedBy == Caller.UserId)
                    throw new Refusal(SamePerson);
                await marks.Move(tx, clue, action, agrees ? ClueMarkStatus.Marked : ClueMarkStatus.Dropped, Caller.UserId, now);
                return clue with { IsUnreasonable = agrees };
            },
        });
    }
}
