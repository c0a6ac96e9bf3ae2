using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;

namespace LinYuan.Api.Features.Clues.Desk;

/// <summary>The desk found that what was reported is not there (虚报).</summary>
public sealed class MarkFalseClue(ClueCases clues) : Operation<ClueReasonRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/mark-false");
        Group<Staff>();
        Moves(NotFound, AccessDenied, OwnCase, WrongState, AlreadyDone, AppealElsewhere, BackStop);
    }

    protected override Task<IResult> Handle(ClueReasonRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.MarkFalse, request.Reason)
        {
            Change = (clue, now) => MarkedFalse(clue, request.Reason, now),
        });

    private Clue MarkedFalse(Clue clue, string reason, DateTimeOffset now)
    {
        if (!ClueRules.MayMarkFalse(clue, Caller))
            throw new Refusal(BackStop, ClueRules.IsAtBackStop(clue) ? null : "这条线索已经派办过，是否属实由街道或区里来定");
        ClueRules.RequireDecider(clue, Caller);
        return clue.TurnedDown(Caller.UserId, reason, now) with { IsFalse = true };
    }
}
