using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Clues.Core;

/// <summary>Section "Clues": the deadlines by urgency and every other limit of the life cycle.</summary>
public sealed record ClueOptions
{
    private const string Shortest = "00:01:00";
    private const string Longest = "365.00:00:00";

    /// <summary>From the acceptance to the end; of an emergency from the report on.</summary>
    public Dictionary<ClueUrgency, TimeSpan> Deadlines { get; set; } = new()
    {
        [ClueUrgency.Emergency] = TimeSpan.FromHours(2),
        [ClueUrgency.Urgent] = TimeSpan.FromHours(24),
        [ClueUrgency.Normal] = TimeSpan.FromDays(7),
        [ClueUrgency.Long] = TimeSpan.FromDays(15),
    };

    /// <summary>What a class suggests until staff decide.</summary>
    public Dictionary<ClueClass, ClueUrgency> Urgencies { get; set; } = new()
    {
        [ClueClass.RoadHazard] = ClueUrgency.Urgent,
        [ClueClass.FacilityBroken] = ClueUrgency.Normal,
        [ClueClass.Environment] = ClueUrgency.Normal,
        [ClueClass.FireRisk] = ClueUrgency.Emergency,
        [ClueClass.Disturbance] = ClueUrgency.Normal,
        [ClueClass.PeopleInNeed] = ClueUrgency.Emergency,
        [ClueClass.StationTrouble] = ClueUrgency.Normal,
        [ClueClass.Other] = ClueUrgency.Long,
    };

    /// <summary>Working time from the report until the street is told that nobody has taken it up.</summary>
    [Range(typeof(TimeSpan), Shortest, "5.00:00:00")]
    public TimeSpan AcceptWithin { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Working hours of the desks, in China's time.</summary>
    public TimeOnly DeskOpens { get; set; } = new(8, 30);

    public TimeOnly DeskCloses { get; set; } = new(17, 30);

    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan SignWithin { get; set; } = TimeSpan.FromHours(24);

    /// <summary>All the time together in which the clock may stand because the reporter is asked.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan WaitAtMost { get; set; } = TimeSpan.FromDays(5);

    /// <summary>How often the street may put off the deadline of one clue.</summary>
    [Range(0, 20)]
    public int MostExtensions { get; set; } = 2;

    /// <summary>All extensions together, as a share of the deadline of its urgency: 1 at most doubles it.</summary>
    [Range(0.0, 10.0)]
    public double ExtensionShare { get; set; } = 1;

    /// <summary>Without an answer from the reporter for this long it is closed as not answered.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan CallBackWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The share of results about which the desk may ring a reporter who has not answered, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double CallShare { get; set; } = 0.2;

    /// <summary>How long the reporter has to answer unasked before the desk may ring.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan CallAfter { get; set; } = TimeSpan.FromDays(3);

    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan AppealWithin { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How often the reporter says "not solved" before the street takes over.</summary>
    [Range(1, 10)]
    public int ReopensToSupervision { get; set; } = 2;

    /// <summary>Within so many metres, open clues of the same class are shown as possibly the same.</summary>
    [Range(1, 1000)]
    public int SimilarWithinMeters { get; set; } = 50;

    [Range(0, 1000)]
    public int PointsAccepted { get; set; } = 2;

    [Range(0, 1000)]
    public int PointsResolved { get; set; } = 8;

    /// <summary>From so many false reports on, a reporter gets no points for a time.</summary>
    [Range(1, 100)]
    public int FalseReportsToPause { get; set; } = 2;

    /// <summary>Counted from the last false report.</summary>
    [Range(typeof(TimeSpan), Shortest, "3650.00:00:00")]
    public TimeSpan NoPointsFor { get; set; } = TimeSpan.FromDays(90);

    internal bool IsComplete =>
        Enum.GetValues<ClueUrgency>().All(urgency => Deadlines.GetValueOrDefault(urgency) > TimeSpan.Zero)
        && Enum.GetValues<ClueClass>().All(Urgencies.ContainsKey) && DeskOpens < DeskCloses;
}
