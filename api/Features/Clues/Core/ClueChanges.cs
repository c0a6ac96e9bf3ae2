using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>What a move makes of a clue, whoever makes it. No I/O.</summary>
public static class ClueChanges
{
    /// <summary>Moves that need nothing of a request.</summary>
    public static Clue Moved(this Clue clue, Step<ClueAction, ClueActor> step) => step.Action switch
    {
        ClueAction.Sign => clue with { Status = ClueStatus.InProgress, SignedAt = step.Now, TimerAt = null, IsLate = clue.DueAt <= step.Now },
        ClueAction.Return => clue.Returned(step.Now),
        ClueAction.Answer or ClueAction.Resume => clue.Resumed(step.Now),
        ClueAction.Escalate => clue with { TimerAt = null, IsLate = true, EscalatedAt = step.Now },
        ClueAction.FallLate => clue with { AlarmAt = null, IsLate = true },
        ClueAction.TimeOut => clue.Ended(ClueStatus.ClosedNoAnswer, step.Now),
        ClueAction.Forget => clue.Ended(ClueStatus.NotAccepted, step.Now),
        ClueAction.Supervise => clue with { Status = ClueStatus.Supervised, TimerAt = null },
        ClueAction.TakeBack => clue.WithoutOwner(step.Now),
        _ => throw new InvalidOperationException($"{step.Action} needs what its request says."),
    };

    /// <summary>What the clock does next: with the state itself, or because the deadline has passed, whichever comes first.</summary>
    public static Due<ClueAction>? NextDue(this Clue clue)
    {
        var alarm = clue.AlarmAt is { } alarmAt ? new Due<ClueAction>(ClueAction.FallLate, alarmAt) : null;
        var timer = clue.TimerAt is { } timerAt && ActionOfTimer(clue.Status) is { } action ? new Due<ClueAction>(action, timerAt) : null;
        return timer is null || alarm?.At < timer.At ? alarm : timer;
    }

    /// <summary>Nothing runs any more.</summary>
    public static Clue Ended(this Clue clue, ClueStatus status, DateTimeOffset now) => clue with
    {
        Status = status, TimerAt = null, AlarmAt = null, IsLate = false, ExtensionDays = null, ClosedAt = now,
    };

    /// <summary>The clock runs on after the reporter was asked: the deadline moves by the time that it stood, and the question is none any more.</summary>
    public static Clue Resumed(this Clue clue, DateTimeOffset now)
    {
        var waited = now - clue.WaitingSince!.Value;
        var due = clue.DueAt + waited;
        return clue with
        {
            Status = ClueStatus.InProgress, WaitingSince = null, WaitedSeconds = clue.WaitedSeconds + (long)waited.TotalSeconds, DueAt = due,
            TimerAt = null, AlarmAt = clue.IsLate ? null : due, Note = null,
        };
    }

    /// <summary>The desk or, after an appeal, the street says no.</summary>
    public static Clue TurnedDown(this Clue clue, long byId, string reason, DateTimeOffset now) => clue.Ended(ClueStatus.NotAccepted, now) with
    {
        Note = reason, RefusedBy = byId, RefusedAt = now, IsListed = false, OwnerId = null, IsFalse = false,
    };

    /// <summary>The reporter's answer, whoever wrote it down. One who says "not solved" gives the same owner half the time.</summary>
    public static Clue Answered(this Clue clue, ClueOptions options, DateTimeOffset now)
    {
        if (clue.Answer == CallBackAnswer.Solved)
            return clue.Ended(ClueStatus.Closed, now);
        var reopened = clue.Reopened + 1;
        var due = now + options.Deadlines[clue.Urgency] / Math.Pow(2, reopened);
        return clue with
        {
            Status = ClueStatus.Reopened, Reopened = reopened, DueAt = due, AlarmAt = due, IsLate = false, TimerAt = now + options.SignWithin,
            ResolvedAt = null, Outcome = null, PublicResult = null,
        };
    }

    /// <summary>Back at the desk, which names another owner; what is under supervision stays with those who supervise it.</summary>
    private static Clue WithoutOwner(this Clue clue, DateTimeOffset now)
    {
        if (clue.Status == ClueStatus.Supervised)
            return clue with { OwnerId = null };
        var running = clue.Status == ClueStatus.WaitingReporter ? clue.Resumed(now) : clue;
        return running with
        {
            Status = ClueStatus.Accepted, OwnerId = null, TimerAt = null, ExtensionDays = null, IsLate = running.DueAt <= now,
        };
    }

    /// <summary>After two returns the street or the district names the owner, and there is no third.</summary>
    private static Clue Returned(this Clue clue, DateTimeOffset now) => ClueRules.IsAtBackStop(clue)
        ? throw new Refusal(ClueErrors.NoMoreReturns)
        : clue.WithoutOwner(now) with { Returns = clue.Returns + 1 };

    private static ClueAction? ActionOfTimer(ClueStatus status) => status switch
    {
        ClueStatus.Submitted or ClueStatus.Dispatched or ClueStatus.Reopened => ClueAction.Escalate,
        ClueStatus.WaitingReporter => ClueAction.Resume,
        ClueStatus.Resolved => ClueAction.TimeOut,
        _ => null,
    };
}
