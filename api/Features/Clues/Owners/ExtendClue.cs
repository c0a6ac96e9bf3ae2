using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Owners;

/// <param name="Days">How many more, in whole days.</param>
[ValidatableType]
public sealed record ExtendClueRequest([property: Text(2, 200)] string Reason, [property: Needed, Between(1, 30)] int? Days);

/// <summary>The owner asks the level above for more time.</summary>
public sealed class ExtendClue(ClueCases clues, IOptions<ClueOptions> options) : Operation<ExtendClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/extend");
        Group<OwnersOfClues>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, ExtensionAsked, ExtensionLimit, RiskyContent);
    }

    protected override Task<IResult> Handle(ExtendClueRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.Extend, request.Reason)
        {
            Change = (clue, _) => WithExtension(clue, request.Days!.Value),
        });

    private Clue WithExtension(Clue clue, int days)
    {
        if (clue.ExtensionDays is not null)
            throw new Refusal(ExtensionAsked);
        var left = ClueRules.ExtensionLeft(clue, options.Value);
        if (clue.Urgency == ClueUrgency.Emergency && left == 0)
            throw new Refusal(ExtensionLimit, "紧急线索不能延期，请尽快办结");
        if (days > left)
            throw new Refusal(ExtensionLimit, left > 0 ? $"这条线索最多还能延期 {left} 天，请改短一些" : null);
        return clue with { ExtensionDays = days };
    }
}
