using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues;

/// <param name="Reason">For the reporter, where the answer is yes.</param>
public sealed record DecideClueMarkRequest([property: Needed] bool? Agrees, [property: Text(2, 200, Optional = true)] string? Reason);

/// <summary>
/// 不合理诉求: one person of the street proposes, another confirms; the reporter may appeal once, and the district decides. Each step
/// holds the clue, so that the flag on it and the mark never disagree.
/// </summary>
public sealed class MarkUnreasonable(ClueSteps steps, ClueMarkStore marks, IOptions<ClueOptions> options)
{
    private readonly ClueSteps steps = steps;
    private readonly ClueMarkStore marks = marks;
    private readonly ClueOptions options = options.Value;

    /// <summary>不合理诉求: one person of the street proposes the mark; a second one must confirm it.</summary>
    public static Task<IResult> ProposeUnreasonable(
        EntityId id, ClueReasonRequest body, Caller caller, IdempotentCall call, MarkUnreasonable mark) =>
        mark.steps.Take(new ClueStep(ClueAction.ProposeUnreasonable, ClueActor.Superior, body.Reason), id, caller, call, async (tx, clue, now) =>
        {
            if (clue.OwnerId == caller.UserId)
                throw new Refusal(ClueErrors.SamePerson);
            if (await mark.marks.Find(tx, clue) is not null)
                throw new Refusal(ClueErrors.WrongState);
            await mark.marks.Propose(tx, clue.Id, caller.UserId, now);
            return clue;
        });

    /// <summary>The second person of the street confirms the mark, or drops it.</summary>
    public static Task<IResult> ConfirmUnreasonable(
        EntityId id, DecideClueMarkRequest body, Caller caller, IdempotentCall call, MarkUnreasonable mark)
    {
        var agrees = body.Agrees == true;
        var action = agrees ? ClueAction.ConfirmUnreasonable : ClueAction.DropUnreasonable;
        return mark.steps.Take(new ClueStep(action, ClueActor.Superior, body.Reason), id, caller, call, async (tx, clue, now) =>
        {
            if (clue.OwnerId == caller.UserId || (await mark.marks.Find(tx, clue))?.ProposedBy == caller.UserId)
                throw new Refusal(ClueErrors.SamePerson);
            await mark.Move(tx, clue, ClueMarkStatus.Proposed, agrees ? ClueMarkStatus.Marked : ClueMarkStatus.Dropped, caller.UserId, now);
            return clue with { IsUnreasonable = agrees };
        });
    }

    /// <summary>The reporter asks the district, once, to look at the mark again.</summary>
    public static Task<IResult> AppealUnreasonable(
        EntityId id, AppealClueRequest body, Caller caller, IdempotentCall call, MarkUnreasonable mark) =>
        mark.steps.Take(new ClueStep(ClueAction.AppealUnreasonable, ClueActor.Reporter, body.Reason), id, caller, call, async (tx, clue, now) =>
        {
            var found = await mark.marks.Find(tx, clue);
            if (found?.Status == ClueMarkStatus.Marked && !ClueRules.MayAppealMark(found, mark.options, now))
                throw new Refusal(ClueErrors.AppealOver);
            await mark.Move(tx, clue, ClueMarkStatus.Marked, ClueMarkStatus.Appealed, decidedBy: null, now);
            return clue;
        });

    /// <summary>The district decides after the reporter's appeal.</summary>
    public static Task<IResult> DecideUnreasonable(
        EntityId id, DecideClueMarkRequest body, Caller caller, IdempotentCall call, MarkUnreasonable mark) =>
        mark.steps.Take(new ClueStep(ClueAction.DecideUnreasonable, ClueActor.District, body.Reason), id, caller, call, async (tx, clue, now) =>
        {
            if ((await mark.marks.Find(tx, clue))?.WasJudgedBy(caller.UserId) == true)
                throw new Refusal(ClueErrors.SamePerson);
            var agrees = body.Agrees == true;
            await mark.Move(tx, clue, ClueMarkStatus.Appealed, agrees ? ClueMarkStatus.Upheld : ClueMarkStatus.Lifted, caller.UserId, now);
            return clue with { IsUnreasonable = agrees };
        });

    private async Task Move(Tx tx, Clue clue, ClueMarkStatus from, ClueMarkStatus to, long? decidedBy, DateTimeOffset now)
    {
        if (await marks.Move(tx, clue.Id, from, to, decidedBy, now) == 0)
            throw new Refusal(ClueErrors.WrongState);
    }
}
