namespace LinYuan.Api.Features.Stations.Core;

/// <summary>What those who stood before a station said of it.</summary>
public enum LiveState
{
    Normal,

    /// <summary>Two people found the door locked.</summary>
    ReportedClosed,

    /// <summary>Two people found something else amiss.</summary>
    ReportedIssue,
}

/// <summary>门锁着, 没有水, 停电, 其他.</summary>
public enum StationReportKind
{
    DoorLocked,
    WaterEmpty,
    PowerOut,
    Other,
}

/// <param name="Since">When the state last changed; null for a station of which nobody ever reported anything.</param>
/// <param name="LastVisitAt">The last visit that was noted; later ones of the same quarter of an hour are not.</param>
public sealed record StationLive(LiveState State, DateTimeOffset? Since, DateTimeOffset? LastVisitAt)
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>Nobody can tell from it who came when.</summary>
    public StationLiveView View => new(State, Since, LastVisitAt is { } at ? QuarterOf(at) : null);

    /// <summary>Whether a visit now would change anything, so that a busy station's row is not written and locked at each check-in.</summary>
    public bool IsNewsAt(DateTimeOffset now) =>
        State == LiveState.ReportedClosed || LastVisitAt is not { } last || QuarterOf(last) < QuarterOf(now);

    private static DateTimeOffset QuarterOf(DateTimeOffset at) => at.AddTicks(-(at.UtcTicks % Quarter.Ticks));
}

/// <param name="LastVisitAt">To the quarter of an hour in which it began.</param>
public sealed record StationLiveView(LiveState State, DateTimeOffset? Since, DateTimeOffset? LastVisitAt);
