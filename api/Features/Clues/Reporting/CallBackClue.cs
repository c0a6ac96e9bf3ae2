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
    ClueAccess access, ClueSteps steps, ClueClock clock, ClueStore clues, ClueViews views, IOptions<ClueOptions> options, TimeProvider time)
{
    private readonly ClueAccess access = access;
    private readonly ClueOptions options = options.Value;

    public static async Task<IResult> Handle(EntityId id, CallBackClueRequest body, Caller caller, IdempotentCall call, CallBackClue callBack)
    {
        var seen = await callBack.access.As(ClueActor.Reporter, id, caller);
        return await call.Move(tx => callBack.Run(tx, seen, body, caller));
    }

    private async Task<ClueView> Run(Tx tx, SeenClue seen, CallBackClueRequest body, Caller caller)
    {
        var step = new ClueStep(ClueAction.CallBack, ClueActor.Reporter, body.Words);
        var view = await steps.Take(tx, step, seen, caller, (_, clue, at) => Task.FromResult(Answered(clue, body, at)));
        var now = time.Now();
        var isSupervised = view.Status == ClueStatus.Reopened && await clock.Take(tx, seen.Clue.Id, ClueAction.Supervise, now, clue =>
            clue.Reopened < options.ReopensToSupervision ? null : clue with { Status = ClueStatus.Supervised, TimerAt = null }) == 1;
        return isSupervised ? await views.For(tx, caller, (await clues.Find(tx, seen.Clue.Id))!, seen.CommunityName, now) : view;
    }

    private Clue Answered(Clue clue, CallBackClueRequest body, DateTimeOffset now)
    {
        if (!(ClueRules.CallBackBy(clue) > now))
            throw new Refusal(ClueErrors.CallBackOver);
        var answered = clue with { Answer = body.Answer, Score = body.Score };
        if (body.Answer == CallBackAnswer.Solved)
            return answered.Ended(ClueStatus.Closed, now);
        var reopened = clue.Reopened + 1;
        var due = now + options.Deadlines[clue.Urgency] / Math.Pow(2, reopened);
        return answered with
        {
            Status = ClueStatus.Reopened, Reopened = reopened, DueAt = due, AlarmAt = due, IsLate = false, TimerAt = now + options.SignWithin,
            ResolvedAt = null, Outcome = null, PublicResult = null, SignedAt = null,
        };
    }
}
