using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Judging;

/// <summary>One person of the street proposes the mark 不合理诉求; a second one must confirm it.</summary>
public sealed class ProposeUnreasonableClue(ClueCases clues, ClueMarkStore marks) : Operation<ClueReasonRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/propose-unreasonable");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson);
    }

    protected override Task<IResult> Handle(ClueReasonRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.ProposeUnreasonable, request.Reason)
        {
            ChangeIn = async (tx, clue, now) =>
            {
                ClueRules.RequireOther(clue, Caller);
                await marks.Propose(tx, clue, Caller.UserId, now);
                return clue;
            },
        });
}
