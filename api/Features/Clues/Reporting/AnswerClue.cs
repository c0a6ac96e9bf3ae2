using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Reporting;

/// <param name="Text">Read by those who work on it.</param>
[ValidatableType]
public sealed record AnswerClueRequest([property: Text(1, 500)] string Text);

/// <summary>The reporter answers the owner's question; the clock runs on.</summary>
public sealed class AnswerClue(ClueCases clues) : Operation<AnswerClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/answer");
        Group<People>();
        Moves(NotFound, AccessDenied, WrongState, AlreadyDone, RiskyContent);
    }

    protected override Task<IResult> Handle(AnswerClueRequest request, CancellationToken ct) => clues.Take(Call, Caller, new(Id.Value, ClueAction.Answer, request.Text));
}
