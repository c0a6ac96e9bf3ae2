using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Judging;

/// <summary>The district decides on the mark after the reporter's appeal.</summary>
public sealed class DecideUnreasonableClue(ClueCases clues, ClueMarkStore marks) : Operation<DecideClueMarkRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/decide-unreasonable");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, SamePerson);
    }

    protected override Task<IResult> Handle(DecideClueMarkRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.DecideUnreasonable, request.Reason)
        {
            ChangeIn = async (tx, clue, now) =>
            {
                if ((await marks.Find(tx, clue))?.WasJudgedBy(Caller.UserId) == true)
                    throw new Refusal(SamePerson);
                var agrees = request.Agrees == true;
                await marks.Move(
                    tx, clue, ClueAction.DecideUnreasonable, agrees ? ClueMarkStatus.Upheld : ClueMarkStatus.Lifted, Caller.UserId, now);
                return clue with { IsUnreasonable = agrees };
            },
        });
}
