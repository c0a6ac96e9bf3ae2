using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;
using static LinYuan.Api.Features.Clues.Core.ClueErrors;
using static LinYuan.Api.Shared.Http.RequestErrors;
using static LinYuan.Api.Shared.Http.WeChatRefusals;

namespace LinYuan.Api.Features.Clues.Reporting;

/// <summary>The reporter asks the district, once, to look at the mark again.</summary>
public sealed class AppealUnreasonableClue(
    ClueCases clues, ClueMarkStore marks, IOptions<ClueOptions> options) : Operation<AppealClueRequest, ClueView>
{
    public override void Configure()
    {
        Post("/clues/{id}/appeal-unreasonable");
        Group<People>();
        Moves(NotFound, AccessDenied, WrongState, AlreadyDone, AppealOver, RiskyContent);
    }

    protected override Task<IResult> Handle(AppealClueRequest request, CancellationToken ct) => clues.Take(
        Call, Caller, new(Id.Value, ClueAction.AppealUnreasonable, request.Reason)
        {
            ChangeIn = Appealed,
        });

    private async Task<Clue> Appealed(Tx tx, Clue clue, DateTimeOffset now)
    {
        var mark = await marks.Find(tx, clue);
        if (mark?.Status == ClueMarkStatus.Marked && !ClueRules.MayAppealMark(mark, options.Value, now))
            throw new Refusal(AppealOver);
        await marks.Move(tx, clue, ClueAction.AppealUnreasonable, ClueMarkStatus.Appealed, decidedBy: null, now);
        return clue;
    }
}
