using LinYuan.Api.Shared.Lifecycles;

namespace LinYuan.Api.Features.Clues;

public enum ClueMarkStatus
{
    Proposed,

    /// <summary>A second person agreed: it leaves the rate and stays in the counts.</summary>
    Marked,
    Appealed,
    Upheld,

    /// <summary>Not marked after all; it cannot be proposed again.</summary>
    Lifted,

    /// <summary>The second person did not agree; it cannot be proposed again.</summary>
    Dropped,
}

/// <summary>不合理诉求: two persons of the street say that what was asked for could not be given; the reporter may appeal to the district.</summary>
public static class ClueMarkLifecycle
{
    public static readonly Lifecycle<ClueMarkStatus, ClueAction, ClueActor> Table = new("Clue mark 不合理诉求",
    [
        new(null, ClueAction.ProposeUnreasonable, ClueActor.Superior, ClueMarkStatus.Proposed),
        new(ClueMarkStatus.Proposed, ClueAction.ConfirmUnreasonable, ClueActor.Superior, ClueMarkStatus.Marked),
        new(ClueMarkStatus.Proposed, ClueAction.DropUnreasonable, ClueActor.Superior, ClueMarkStatus.Dropped),
        new(ClueMarkStatus.Marked, ClueAction.AppealUnreasonable, ClueActor.Reporter, ClueMarkStatus.Appealed),
        new(ClueMarkStatus.Appealed, ClueAction.DecideUnreasonable, ClueActor.District, ClueMarkStatus.Upheld),
        new(ClueMarkStatus.Appealed, ClueAction.DecideUnreasonable, ClueActor.District, ClueMarkStatus.Lifted),
    ]);
}
