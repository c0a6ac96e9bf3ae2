using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>Section "CheckIns".</summary>
public sealed record CheckInOptions
{
    /// <summary>From one check-in of a courier at a station to the next at the same one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(4);

    /// <summary>Check-ins of a day in China that bring a courier points, those among them that are provisional.</summary>
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

    /// <summary>Points of a provisional check-in may be spent so long after the visit, unless staff challenge it before.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan CreditAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A location that the phone took longer ago than this is worth nothing.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00")]
    public TimeSpan LocationLife { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>A display code that expired no longer ago than this is late, since signing in takes its time; after that it is old.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "1.00:00:00")]
    public TimeSpan DisplayCodeLate { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A visit so soon after one at another station is a little less likely.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan SoonAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Wrong display codes of one courier within a day; then none is looked at until that is over, and each counts as wrong.</summary>
    [Range(1, 1000)]
    public int DisplayCodeTries { get; set; } = 10;

    /// <summary>Couriers ride: from the last station to this one at such a speed, in km/h, is unlikely.</summary>
    [Range(1, 10_000)]
    public int FastSpeed { get; set; } = 100;

    /// <summary>Below so many metres between the stations no speed is unlikely.</summary>
    [Range(0, 1_000_000)]
    public int FastMeters { get; set; } = 2_000;

    /// <summary>At such a speed, in km/h, it cannot have been one person.</summary>
    [Range(1, 10_000)]
    public int ImpossibleSpeed { get; set; } = 300;

    /// <summary>Below so many metres between the stations no speed is impossible.</summary>
    [Range(0, 1_000_000)]
    public int ImpossibleMeters { get; set; } = 10_000;

    /// <summary>Another account on the same phone within this time speaks against the visit.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan SharedDeviceWithin { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The same account on another phone within this time speaks against the visit.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan OtherDeviceWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Phones (as keyed hashes) are forgotten after so long without a check-in.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "366.00:00:00")]
    public TimeSpan DeviceLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>So long after the registration was approved, a courier is new.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "366.00:00:00")]
    public TimeSpan NewFor { get; set; } = TimeSpan.FromDays(3);

    /// <summary>What each signal adds to the score or takes from it.</summary>
    public Dictionary<ProofSignal, int> Weights { get; set; } = new()
    {
        [ProofSignal.PrintedCode] = 60,
        [ProofSignal.DisplayCode] = 35,
        [ProofSignal.DisplayCodeLate] = -20,
        [ProofSignal.DisplayCodeOld] = -50,
        [ProofSignal.DisplayCodeUsed] = -100,
        [ProofSignal.DisplayCodeWrong] = -100,
        [ProofSignal.OwnStation] = -20,
        [ProofSignal.LocationInside] = 30,
        [ProofSignal.LocationUnclear] = 0,
        [ProofSignal.LocationStale] = 0,
        [ProofSignal.LocationOutside] = -100,
        [ProofSignal.OutsideOpeningHours] = -10,
        [ProofSignal.SoonAfterAnother] = -5,
        [ProofSignal.FastTravel] = -15,
        [ProofSignal.ImpossibleTravel] = -100,
        [ProofSignal.SharedDevice] = -80,
        [ProofSignal.OtherDevice] = -80,
        [ProofSignal.NewCourier] = -5,
    };
}
