using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Section "Wishes": every time limit and cap of the life cycle.</summary>
public sealed record WishOptions
{
    private const string Shortest = "00:01:00";
    private const string Longest = "365.00:00:00";

    /// <summary>From the claim to the first contact.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan ContactWithin { get; set; } = TimeSpan.FromHours(72);

    /// <summary>From the contact to the delivery.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan DeliverWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>What the one extension adds to the running limit.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan Extension { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Without an answer from the resident for this long, a delivery counts as unconfirmed.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan ConfirmWithin { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a crowd wish takes pledges, at first, after the one extension, and when goods did not come.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan PledgeWithin { get; set; } = TimeSpan.FromDays(14);

    /// <summary>When the claimer is reminded, as shares of the running limit.</summary>
    public IReadOnlyList<double> RemindAt { get; set; } = [0.5, 0.9];

    /// <summary>Wishes that one member may have in hand at a time.</summary>
    [Range(1, 100)]
    public int ParallelClaims { get; set; } = 5;

    /// <summary>Wrong handover codes before only the resident can confirm.</summary>
    [Range(1, 20)]
    public int HandoverTries { get; set; } = 5;

    [Range(0, 10000)]
    public int PointsFulfilled { get; set; } = 20;

    [Range(0, 10000)]
    public int PointsUnconfirmed { get; set; } = 10;

    /// <summary>For each who brought something to a crowd wish; half of it, rounded down, when the resident did not answer.</summary>
    [Range(0, 10000)]
    public int PointsPerPledge { get; set; } = 5;
}
