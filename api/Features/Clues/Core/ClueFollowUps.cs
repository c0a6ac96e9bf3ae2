using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Data;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>What a move of a clue brings about elsewhere: points, helpers who are needed no more, and who takes over what was opened again.</summary>
public sealed class ClueFollowUps(ClueHands hands, ClueRewards rewards, IOptions<ClueOptions> options)
{
    /// <summary>Gives the clue as it is after all that.</summary>
    public async Task<Clue> Of(ClueCases clues, Tx tx, Clue clue, Step<ClueAction, ClueActor> step)
    {
        switch (step.Action)
        {
            case ClueAction.Accept or ClueAction.Resolve:
                await rewards.Credit(tx, clue, isResolved: step.Action == ClueAction.Resolve, step.Now);
                return clue;
            case ClueAction.Return or ClueAction.TakeBack:
                await LetHelpersGo(clues, tx, clue, step.Now);
                return clue;
            case ClueAction.MarkFalse:
                await LetHelpersGo(clues, tx, clue, step.Now);
                await rewards.TakeBack(tx, clue, step.ById!.Value, step.Now);
                return clue;
            case ClueAction.CallBack or ClueAction.RecordCallBack when clue.Status == ClueStatus.Reopened:
                return await TakenOver(clues, tx, clue);
            default:
                return clue;
        }
    }

    private static Task LetHelpersGo(ClueCases clues, Tx tx, Clue clue, DateTimeOffset now) =>
        clues.Kit.People.Set(tx, clues.Name, clue.Id, CasePart.Helper, [], now);

    /// <summary>The second time the street and the district take over; before that the desk does where the owner is no longer there to go on.</summary>
    private async Task<Clue> TakenOver(ClueCases clues, Tx tx, Clue clue)
    {
        if (clue.Reopened >= options.Value.ReopensToSupervision)
            return await clues.MoveAs(tx, clue.Id, ClueAction.Supervise, ClueActor.System) ?? clue;
        return clue.OwnerId is { } owner && await hands.MayOwn(tx, clue.Area, owner)
            ? clue
            : await clues.MoveAs(tx, clue.Id, ClueAction.TakeBack, ClueActor.System) ?? clue;
    }
}
