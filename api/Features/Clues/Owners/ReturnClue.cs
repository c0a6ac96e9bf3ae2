using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Owners;

/// <summary>
/// The owner gives a clue back to the desk; after two returns the street or the district names the owner, and there is no third.
/// </summary>
public sealed class ReturnClue(ClueCases clues) : Operation<ClueReasonRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/return");
        Group<OwnersOfClues>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, NoMoreReturns, RiskyContent);
    }

    protected override Task<IResult> Handle(ClueReasonRequest request, CancellationToken ct) => clues.Take(Call, Caller, new(Id.Value, ClueAction.Return, request.Reason));
}
