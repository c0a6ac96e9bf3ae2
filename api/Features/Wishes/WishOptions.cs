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

    /// <summary>Working days from the submission until the street is told that nobody has reviewed it.</summary>
    [Range(1, 60)]
    public int ReviewWithinWorkingDays { get; set; } = 3;

    /// <summary>From the rejection until the author can appeal no more; the contact is erased then.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan AppealWithin { get; set; } = TimeSpan.FromDays(14);

    /// <summary>What one giver alone may be asked for, in yuan; what costs more must become a crowd wish.</summary>
    [Range(1, 1_000_000)]
    public int ValueCapYuan { get; set; } = 500;

    /// <summary>Open for this long without a claimer, a wish is cold (冷心愿) and is offered to those who may help.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan ColdAfter { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Open for this long without a claimer, staff are asked to decide; longer than <see cref="ColdAfter"/>.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan DecideAfter { get; set; } = TimeSpan.FromDays(60);

    /// <summary>When the claimer is reminded, as shares of the running limit.</summary>
    public IReadOnlyList<double> RemindAt { get; set; } = [0.5, 0.9];

    /// <summary>Wishes that one member may have in hand at a time.</summary>
    [Range(1, 100)]
    public int ParallelClaims { get; set; } = 5;

    /// <summary>For so long a claim that ran out without a word lowers that member's limit.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan SilentExpiryPenalty { get; set; } = TimeSpan.FromDays(30);

    /// <summary>The lowered limit.</summary>
    [Range(1, 100)]
    public int ParallelClaimsAfterSilence { get; set; } = 1;

    /// <summary>For so long an open wish is offered to one of those who wait for it.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan StandByOffer { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Members who may wait for one wish.</summary>
    [Range(1, 100)]
    public int StandBysPerWish { get; set; } = 20;

    /// <summary>Wishes that one member may wait for.</summary>
    [Range(1, 100)]
    public int StandBysPerMember { get; set; } = 10;

    /// <summary>Wishes of one resident that nobody has taken on yet and that are not over; see Decisions/0009.</summary>
    [Range(1, 1000)]
    public int OpenWishes { get; set; } = 20;

    /// <summary>How far off the day may be until which help is wanted.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3660.00:00:00")]
    public TimeSpan WantedWithin { get; set; } = TimeSpan.FromDays(366);

    /// <summary>The share of unconfirmed deliveries that staff call back about, 0 to 1.</summary>
    [Range(0.0, 1.0)]
    public double CallBackShare { get; set; } = 0.2;

    /// <summary>When nobody answered, the call is due again after this.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan CallBackAgain { get; set; } = TimeSpan.FromDays(3);

    /// <summary>A call that was not made for so long is given up, and the contact that was kept for it is erased.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest)]
    public TimeSpan CallBackWithin { get; set; } = TimeSpan.FromDays(14);

    /// <summary>Wrong handover codes of one member for one wish, for ever; then only the resident can confirm.</summary>
    [Range(1, 20)]
    public int HandoverTries { get; set; } = 5;

    /// <summary>Wrong handover codes for one wish within a day, whoever gives them.</summary>
    [Range(1, 100)]
    public int HandoverTriesPerDay { get; set; } = 10;

    /// <summary>After more wrong codes than this a right one proves no meeting: the resident is asked, and staff hear of it.</summary>
    [Range(0, 20)]
    public int HandoverSlips { get; set; } = 2;

    /// <summary>Residents whose contact one member may open for the first time within a day; with five wishes in hand at a time that is busy.</summary>
    [Range(1, 1000)]
    public int ContactsPerDay { get; set; } = 8;

    /// <summary>The same within seven days.</summary>
    [Range(1, 1000)]
    public int ContactsPerWeek { get; set; } = 20;

    /// <summary>Contacts that one of the staff may open for call-backs, of wishes and clues, within a day.</summary>
    [Range(1, 10_000)]
    public int StaffContactsPerDay { get; set; } = 60;

    /// <summary>The same within seven days.</summary>
    [Range(1, 10_000)]
    public int StaffContactsPerWeek { get; set; } = 200;

    /// <summary>A wish that is given back counts in the member's allowance for so long after its contact was opened.</summary>
    [Range(typeof(TimeSpan), "00:00:00", Longest)]
    public TimeSpan ReleaseCoolDown { get; set; } = TimeSpan.FromHours(1);

    /// <summary>When so many wishes of a member cool down, staff hear of it.</summary>
    [Range(1, 100)]
    public int CoolingToTell { get; set; } = 3;

    [Range(0, 10000)]
    public int PointsFulfilled { get; set; } = 20;

    [Range(0, 10000)]
    public int PointsUnconfirmed { get; set; } = 10;

    /// <summary>For each who brought something to a crowd wish; half of it, rounded down, when the resident did not answer.</summary>
    [Range(0, 10000)]
    public int PointsPerPledge { get; set; } = 5;
}
