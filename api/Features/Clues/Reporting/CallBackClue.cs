using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Reporting;

/// <param name="Score">1 to 5, if the reporter wants to.</param>
/// <param name="Words">Read by the staff and the owner.</param>
[ValidatableType]
public sealed record CallBackClueRequest(
    [property: Needed] CallBackAnswer? Answer, [property: Between(1, 5)] int? Score, [property: Text(1, 500, Optional = true)] string? Words);

/// <summary>
/// The reporter says whether it is solved (回访). If not, the same owner goes on with half the time; the second time the street and the
/// district take over.
/// </summary>
public sealed class CallBackClue(ClueCases clues, IOptions<ClueOptions> options) : Operation<CallBackClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/call-back");
        Group<People>();
        Moves(NotFound, AccessDenied, WrongState, AlreadyDone, CallBackOver, RiskyContent);
    }

    protected override Task<IResult> Handle(CallBackClueRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.CallBack, request.Words)
        {
            Change = (clue, now) => ClueRules.CallBackBy(clue) > now
                ? (clue with { Answer = request.Answer, Score = request.Score, IsByPhone = false }).Answered(options.Value, now)
                : throw new Refusal(CallBackOver),
        });
}
