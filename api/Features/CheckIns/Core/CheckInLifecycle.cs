using LinYuan.Api.Shared.Lifecycles;

namespace LinYuan.Api.Features.CheckIns.Core;

public enum CheckInStatus
{
    Accepted,

    /// <summary>Not certain enough to be credited at once.</summary>
    Provisional,

    /// <summary>Recorded, but not credited until staff have seen it.</summary>
    Suspect,
    Rejected,

    /// <summary>Accepted once, and its points taken back.</summary>
    Reversed,
}

public enum CheckInAction
{
    Submit,
    Seal,
    Mature,
    Challenge,
    Accept,
    Reject,
    Reverse,
}

public enum CheckInActor
{
    Courier,

    /// <summary>驿站管理员: may say that somebody was there, and decides on nothing else.</summary>
    Keeper,

    /// <summary>Of the station's area; never the courier nor the station's keeper, who gains from visits.</summary>
    Staff,

    /// <summary>Of the street or the district.</summary>
    StreetStaff,
    System,
}

/// <summary>签到: what becomes of a visit after its proof was weighed.</summary>
public static class CheckInLifecycle
{
    public static readonly Lifecycle<CheckInStatus, CheckInAction, CheckInActor> Table = new("Check-in 签到",
    [
        new(null, CheckInAction.Submit, CheckInActor.Courier, CheckInStatus.Accepted),
        new(null, CheckInAction.Submit, CheckInActor.Courier, CheckInStatus.Provisional),
        new(null, CheckInAction.Submit, CheckInActor.Courier, CheckInStatus.Suspect),
        new(CheckInStatus.Provisional, CheckInAction.Seal, CheckInActor.Keeper, CheckInStatus.Accepted),
        new(CheckInStatus.Provisional, CheckInAction.Seal, CheckInActor.Staff, CheckInStatus.Accepted),
        new(CheckInStatus.Provisional, CheckInAction.Mature, CheckInActor.System, CheckInStatus.Accepted),
        new(CheckInStatus.Provisional, CheckInAction.Challenge, CheckInActor.Staff, CheckInStatus.Suspect),
        new(CheckInStatus.Suspect, CheckInAction.Accept, CheckInActor.Staff, CheckInStatus.Accepted),
        new(CheckInStatus.Suspect, CheckInAction.Reject, CheckInActor.Staff, CheckInStatus.Rejected),
        new(CheckInStatus.Accepted, CheckInAction.Reverse, CheckInActor.StreetStaff, CheckInStatus.Reversed),
    ]);
}
