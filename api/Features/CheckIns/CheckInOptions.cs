using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.CheckIns;

/// <summary>Section "CheckIns".</summary>
public sealed record CheckInOptions
{
    /// <summary>From one check-in of a courier at a station to the next at the same one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Check-ins of a day in China that bring a courier points.</summary>
    [Range(0, 100)]
    public int CreditedPerDay { get; set; } = 3;

    /// <summary>For one check-in; with 0, visits are recorded and bring nothing.</summary>
    [Range(0, 1000)]
    public int Points { get; set; } = 5;

    /// <summary>How far from its coordinates a station still is "here", in metres: halls are large and indoor location is poor.</summary>
    [Range(1, 5000)]
    public int Radius { get; set; } = 150;

    /// <summary>A score from here on is accepted.</summary>
    [Range(0, 100)]
    public int AcceptedFrom { get; set; } = 50;

    /// <summary>A score below <see cref="AcceptedFrom"/> is provisional from here on, and suspect below.</summary>
    [Range(0, 100)]
    public int ProvisionalFrom { get; set; } = 30;

    /// <summary>What each signal adds to the score or takes from it.</summary>
    public Dictionary<ProofSignal, int> Weights { get; set; } = new()
    {
        [ProofSignal.PrintedCode] = 60,
        [ProofSignal.LocationInside] = 30,
        [ProofSignal.LocationUnclear] = 0,
        [ProofSignal.LocationOutside] = -60,
        [ProofSignal.OutsideOpeningHours] = -10,
    };
}
