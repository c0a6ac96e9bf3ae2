using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Cases;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>道路隐患, 设施损坏, 环境卫生, 消防隐患, 扰民, 有人需要帮助, 驿站问题, 其他.</summary>
public enum ClueClass
{
    RoadHazard,
    FacilityBroken,
    Environment,
    FireRisk,
    Disturbance,
    PeopleInNeed,
    StationTrouble,
    Other,
}

/// <summary>Decides the deadline: see <see cref="ClueOptions.Deadlines"/>.</summary>
public enum ClueUrgency
{
    Emergency,
    Urgent,
    Normal,
#pragma warning disable CA1720 // The word of the deadline table; no type of C# is meant.
    Long,
#pragma warning restore CA1720
}

/// <summary>居民, 小哥, 网格员: all that staff read of who reported.</summary>
public enum ReporterKind
{
    Resident,
    Courier,
    GridWorker,
}

/// <summary>已解决, 已解释, 办不了, 已转办.</summary>
public enum ClueOutcome
{
    Solved,
    Explained,
    Cannot,
    Transferred,
}

public enum CallBackAnswer
{
    Solved,
    NotSolved,
}

/// <summary>What the reporter wrote, as it is kept encrypted.</summary>
public sealed record ClueReport(string Text, string Place);

public sealed record NewClue(
    Placement Area, long? GridId, long ReporterId, ReporterKind ReporterKind, ClueClass Class, ClueUrgency Urgency, ClueReport Report,
    GeoPoint? Location, TextCheck TextCheck)
{
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? TimerAt { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }
}

/// <summary>A clue as the operations work with it; each makes a changed copy, which the store saves if nobody was faster.</summary>
public sealed record Clue(
    long Id, Placement Area, long? GridId, long ReporterId, ReporterKind ReporterKind, GeoPoint? Location, TextCheck TextCheck,
    DateTimeOffset SubmittedAt, int Version) : ICase<ClueStatus>
{
    public long SubjectId => ReporterId;

    /// <summary>Null once the reporter's account was deleted.</summary>
    public ClueReport? Report { get; init; }

    public required ClueStatus Status { get; init; }

    public required ClueClass Class { get; init; }

    public required ClueUrgency Urgency { get; init; }

    public string? PublicText { get; init; }

    public string? PublicResult { get; init; }

    /// <summary>What staff last wrote to the reporter: a reason, a question, a result.</summary>
    public string? Note { get; init; }

    /// <summary>Where to turn with what is not taken up.</summary>
    public string? LegalRoute { get; init; }

    public bool IsListed { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the clock does something in this state.</summary>
    public DateTimeOffset? TimerAt { get; init; }

    /// <summary>When it is told that the deadline has passed; null while the clock stands, and once it was told.</summary>
    public DateTimeOffset? AlarmAt { get; init; }

    public bool IsLate { get; init; }

    public DateTimeOffset? EscalatedAt { get; init; }

    public long? OwnerId { get; init; }

    /// <summary>When it was last signed for, also after it went to somebody else; null while nobody ever did.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    public int Returns { get; init; }

    public DateTimeOffset? WaitingSince { get; init; }

    public long WaitedSeconds { get; init; }

    /// <summary>What the owner asked for and nobody has decided yet.</summary>
    public int? ExtensionDays { get; init; }

    /// <summary>How often the deadline was put off, and by how many days in all.</summary>
    public int Extensions { get; init; }

    public int ExtendedDays { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public ClueOutcome? Outcome { get; init; }

    public CallBackAnswer? Answer { get; init; }

    public int? Score { get; init; }

    /// <summary>The desk rang the reporter and wrote the answer down.</summary>
    public bool IsByPhone { get; init; }

    /// <summary>When the desk may ring about this result; null where no call was drawn.</summary>
    public DateTimeOffset? CallFrom { get; init; }

    public int Reopened { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public long? MergedInto { get; init; }

    public long? RefusedBy { get; init; }

    public DateTimeOffset? RefusedAt { get; init; }

    public DateTimeOffset? AppealedAt { get; init; }

    public bool IsFalse { get; init; }

    public bool IsUnreasonable { get; init; }

    public bool IsUnderStaff(Caller caller) => caller.IsStaffOf(Area.DistrictId, Area.StreetId, Area.CommunityId);

    public bool IsUnderSuperior(Caller caller) => caller.IsStaffOf(Area.DistrictId, Area.StreetId);

    /// <summary>
    /// In which roles the caller meets this clue, the highest first: that is the one in which a move is made. Nobody is staff for what they
    /// reported themselves.
    /// </summary>
    public IReadOnlyList<ClueActor> RolesOf(Caller caller)
    {
        if (ReporterId == caller.UserId)
            return [ClueActor.Reporter];
        List<ClueActor> roles = [];
        if (OwnerId == caller.UserId)
            roles.Add(ClueActor.Owner);
        if (caller.IsStaffOf(Area.DistrictId))
            roles.Add(ClueActor.District);
        if (IsUnderSuperior(caller))
            roles.Add(ClueActor.Superior);
        if (IsUnderStaff(caller))
            roles.Add(ClueActor.Desk);
        return roles;
    }
}
