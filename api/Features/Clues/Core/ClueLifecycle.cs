using LinYuan.Api.Shared.Lifecycles;
using static LinYuan.Api.Features.Clues.Core.ClueAction;
using static LinYuan.Api.Features.Clues.Core.ClueActor;
using static LinYuan.Api.Features.Clues.Core.ClueStatus;

namespace LinYuan.Api.Features.Clues.Core;

public enum ClueStatus
{
    Submitted,
    Accepted,
    Merged,
    NotAccepted,
    Dispatched,
    InProgress,
    WaitingReporter,
    Resolved,
    Reopened,
    Closed,

    /// <summary>The reporter never said whether it was solved; counted apart, never as satisfied.</summary>
    ClosedNoAnswer,

    /// <summary>督办: the reporter said twice that it is not solved; only the street or the district closes it.</summary>
    Supervised,
}

public enum ClueAction
{
    Submit,
    Accept,
    Refuse,
    Merge,

    /// <summary>虚报: what was reported is not there. Only while nobody has it in hand: else it would be a way round the limit of returns.</summary>
    MarkFalse,
    Appeal,
    Dispatch,
    Sign,
    Return,
    AskReporter,
    Answer,

    /// <summary>The reporter did not answer in time: the clock runs on.</summary>
    Resume,
    Extend,
    DecideExtension,
    Resolve,
    CallBack,

    /// <summary>The desk rang the reporter and writes down the answer.</summary>
    RecordCallBack,
    TimeOut,
    Supervise,
    Close,

    /// <summary>Told to the level above: nobody accepted or signed it in time, or it is an emergency.</summary>
    Escalate,

    /// <summary>The deadline has passed.</summary>
    FallLate,

    /// <summary>The owner may not act for it any more, for instance when an appointment as grid worker ends.</summary>
    TakeBack,

    /// <summary>The reporter deleted the account before anyone took it up.</summary>
    Forget,
    ProposeUnreasonable,
    ConfirmUnreasonable,

    /// <summary>The second person does not agree; the reporter never hears of it.</summary>
    DropUnreasonable,
    AppealUnreasonable,
    DecideUnreasonable,
}

/// <summary>In which role a move is made. One person may have several.</summary>
public enum ClueActor
{
    Reporter,

    /// <summary>Staff of the community or above.</summary>
    Desk,

    /// <summary>Staff of the street or above.</summary>
    Superior,
    District,

    /// <summary>首接负责: the one who has it in hand.</summary>
    Owner,
    System,
}

/// <summary>线索, from the report to the call-back.</summary>
public static class ClueLifecycle
{
    /// <summary>Others wait for whoever has it in hand, who therefore cannot delete the account.</summary>
    public static readonly StateGroup<ClueStatus> InHand = new(Dispatched, InProgress, WaitingReporter, Reopened, Supervised);

    /// <summary>It is worked on: everyone may be shown it, and the same trouble reported again is shown beside it.</summary>
    public static readonly StateGroup<ClueStatus> InWork = new(Accepted, Dispatched, InProgress, WaitingReporter, Reopened, Supervised);

    /// <summary>The same trouble, reported again, can be merged into it.</summary>
    public static readonly StateGroup<ClueStatus> Open = new([Submitted, .. InWork]);

    public static readonly StateGroup<ClueStatus> Ended = new(NotAccepted, Merged, Closed, ClosedNoAnswer);

    /// <summary>Nobody has signed for it so far.</summary>
    public static readonly StateGroup<ClueStatus> NotSigned = new(Submitted, Accepted, Dispatched);

    /// <summary>The next move would be the reporter's, or nobody's any more once the reporter is gone.</summary>
    public static readonly StateGroup<ClueStatus> WaitsForReporter = new(Submitted, WaitingReporter);

    /// <summary>The reporter is asked whether it is solved.</summary>
    public static readonly StateGroup<ClueStatus> AwaitsCallBack = new(Resolved);

    /// <summary>Only what was closed with an answer can be judged as unreasonable.</summary>
    public static readonly StateGroup<ClueStatus> CanBeMarked = new(Closed);

    /// <summary>Its deadline runs.</summary>
    private static readonly StateGroup<ClueStatus> WithDeadline = new(Submitted, Accepted, Dispatched, InProgress, Reopened, Supervised);

    public static readonly Lifecycle<ClueStatus, ClueAction, ClueActor> Table = new("Clue 线索",
    [
        new(null, Submit, Reporter, Submitted),
        new(Submitted, Accept, ClueActor.Desk, Accepted),
        new(Submitted, Refuse, ClueActor.Desk, NotAccepted),
        new(Submitted, Merge, ClueActor.Desk, Merged),
        new(Submitted, MarkFalse, ClueActor.Desk, NotAccepted),
        new(Submitted, Escalate, ClueActor.System, Submitted),
        new(Submitted, Forget, ClueActor.System, NotAccepted),
        new(NotAccepted, Appeal, Reporter, Submitted),
        new(Accepted, MarkFalse, ClueActor.Desk, NotAccepted),
        new(Accepted, Dispatch, ClueActor.Desk, Dispatched),
        new(Accepted, Dispatch, Superior, Dispatched),
        new(Dispatched, Dispatch, Superior, Dispatched),
        new(Reopened, Dispatch, Superior, Dispatched),
        new(Dispatched, Sign, Owner, InProgress),
        new(Dispatched, Return, Owner, Accepted),
        new(Dispatched, Escalate, ClueActor.System, Dispatched),
        new(InProgress, AskReporter, Owner, WaitingReporter),
        new(InProgress, Extend, Owner, InProgress),
        new(InProgress, DecideExtension, Superior, InProgress),
        new(InProgress, Resolve, Owner, Resolved),
        new(WaitingReporter, Answer, Reporter, InProgress),
        new(WaitingReporter, Resume, ClueActor.System, InProgress),
        new(Resolved, CallBack, Reporter, Closed),
        new(Resolved, CallBack, Reporter, Reopened),
        new(Resolved, RecordCallBack, ClueActor.Desk, Closed),
        new(Resolved, RecordCallBack, ClueActor.Desk, Reopened),
        new(Resolved, ClueAction.TimeOut, ClueActor.System, ClosedNoAnswer),
        new(Reopened, Sign, Owner, InProgress),
        new(Reopened, Escalate, ClueActor.System, Reopened),
        new(Reopened, Supervise, ClueActor.System, Supervised),
        new(Supervised, Close, Superior, Closed),
        new(Dispatched, TakeBack, ClueActor.System, Accepted),
        new(InProgress, TakeBack, ClueActor.System, Accepted),
        new(WaitingReporter, TakeBack, ClueActor.System, Accepted),
        new(Reopened, TakeBack, ClueActor.System, Accepted),
        new(Supervised, TakeBack, ClueActor.System, Supervised),
        new(Closed, ProposeUnreasonable, Superior, Closed),
        new(Closed, ConfirmUnreasonable, Superior, Closed),
        new(Closed, DropUnreasonable, Superior, Closed),
        new(Closed, AppealUnreasonable, Reporter, Closed),
        new(Closed, DecideUnreasonable, District, Closed),
        .. WithDeadline.Select(status => new Move<ClueStatus, ClueAction, ClueActor>(status, FallLate, ClueActor.System, status)),
    ]);
}
