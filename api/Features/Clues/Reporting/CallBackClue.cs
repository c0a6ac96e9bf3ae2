using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues;

/// <param name="Score">1 to 5, if the reporter wants to.</param>
/// <param name="Words">Read by the staff and the owner.</param>
public sealed record CallBackClueRequest(
    [property: Needed] CallBackAnswer? Answer, [property: Between(1, 5)] int? Score, [property: Text(1, 500, Optional = true)] string? Words);

/// <summary>
/// 回访: the reporter says whether it is solved. If not, the same owner goes on with half the time; the second time the street and the
/// district take over.
/// </summary>
public sealed class CallBackClue(
    ClueAccess access, ClueSteps steps, ClueClock clock, TakeBackClues takeBack, ClueStore clues, ClueViews views, IOptions<ClueOptions> options,
    TimeProvider time)
{
    private readonly ClueAccess access = access;
    private readonly ClueSteps steps = steps;
    private readonly ClueOptions options = options.Value;

    public static async Task<IResult> Handle(EntityId id, CallBackClueRequest body, Caller caller, IdempotentCall call, CallBackClue callBack)
    {
        var seen = await callBack.access.As(ClueActor.Reporter, id, caller);
        var step = new ClueStep(ClueAction.CallBack, ClueActor.Reporter, body.Words);
        return await call.After(
            () => callBack.steps.RequireNotRisky(step, caller),
            () => call.With(seen.Clue.OwnerId ?? caller.UserId).Move(tx => callBack.Take(tx, step, seen, caller, (_, clue, now) => ClueRules.CallBackBy(clue) > now
                ? Task.FromResult(clue with { Answer = body.Answer, Score = body.Score, IsByPhone = false })
                : throw new Refusal(ClueErrors.CallBackOver))));
    }

    /// <summary>What follows from an answer, whoever wrote it down.</summary>
    internal async Task<ClueView> Take(Tx tx, ClueStep step, SeenClue seen, Caller caller, Func<Tx, Clue, DateTimeOffset, Task<Clue>> answer)
    {
        var view = await steps.Take(tx, step, seen, caller, async (inside, clue, at) => Answered(await answer(inside, clue, at), at));
        if (view.Status != ClueStatus.Reopened)
            return view;
        var now = time.Now();
        var reopened = (await clues.Find(tx, seen.Clue.Id))!;
        var movedOn = reopened.Reopened >= options.ReopensToSupervision
            ? await clock.Take(tx, reopened.Id, ClueAction.Supervise, now, clue => clue with { Status = ClueStatus.Supervised, TimerAt = null })
            : await takeBack.IfLeft(tx, reopened, now);
        return movedOn == 0 ? view : await views.For(tx, caller, (await clues.Find(tx, reopened.Id))!, seen.CommunityName, now);
    }

    private Clue Answered(Clue answered, DateTimeOffset now)
    {
        if (answered.Answer == CallBackAnswer.Solved)
            return answered.Ended(ClueStatus.Closed, now);
        var reopened = answered.Reopened + 1;
        var due = now + options.Deadlines[answered.Urgency] / Math.Pow(2, reopened);
        return answered with
        {
            Status = ClueStatus.Reopened, Reopened = reopened, DueAt = due, AlarmAt = due, IsLate = false, TimerAt = now + options.SignWithin,
            ResolvedAt = null, Outcome = null, PublicResult = null,
        };
    }
}
