using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Clues;

/// <param name="Text">Read by those who work on it.</param>
public sealed record AnswerClueRequest([property: Text(1, 500)] string Text);

/// <param name="Reason">Read by the staff who look at it again.</param>
public sealed record AppealClueRequest([property: Text(2, 500)] string Reason);

/// <summary>What the reporter does while others work on the clue; the call-back is in <see cref="CallBackClue"/>.</summary>
public sealed class ReporterSteps(ClueSteps steps, DeskHours desk, IOptions<ClueOptions> options)
{
    private readonly ClueSteps steps = steps;

    /// <summary>The reporter answers the owner's question; the clock runs on.</summary>
    public static Task<IResult> Answer(EntityId id, AnswerClueRequest body, Caller caller, IdempotentCall call, ReporterSteps reporter) =>
        reporter.steps.Take(new ClueStep(ClueAction.Answer, ClueActor.Reporter, body.Text), id, caller, call, (clue, now) => clue.Resumed(now));

    /// <summary>The reporter asks the street, once, to look at a refusal again.</summary>
    public static Task<IResult> Appeal(EntityId id, AppealClueRequest body, Caller caller, IdempotentCall call, ReporterSteps reporter) =>
        reporter.steps.Take(new ClueStep(ClueAction.Appeal, ClueActor.Reporter, body.Reason), id, caller, call, reporter.Appealed);

    private Clue Appealed(Clue clue, DateTimeOffset now)
    {
        if (clue.AppealedAt is not null)
            throw new Refusal(ClueErrors.AppealUsed);
        if (!(ClueRules.AppealBy(clue, options.Value) > now))
            throw new Refusal(ClueErrors.AppealOver);
        return clue with { Status = ClueStatus.Submitted, AppealedAt = now, ClosedAt = null, EscalatedAt = null, TimerAt = desk.AcceptBy(now) };
    }
}
