using FastEndpoints;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Owners;

/// <summary>The owner takes a clue in hand (签收).</summary>
public sealed class SignClue(ClueCases clues) : Operation<EmptyRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/sign");
        Group<OwnersOfClues>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone);
    }

    protected override Task<IResult> Handle(EmptyRequest request, CancellationToken ct) => clues.Take(Call, Caller, new(Id.Value, ClueAction.Sign));
}
