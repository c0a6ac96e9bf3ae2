using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Registrations.GridWorkers.Core;

/// <summary>Section "GridWorkers".</summary>
public sealed record GridWorkerOptions
{
    /// <summary>How long an appointment lasts, and how much a renewal adds to it.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3660.00:00:00")]
    public TimeSpan Term { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long before the end everyone concerned is reminded.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "366.00:00:00")]
    public TimeSpan RemindBefore { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long before the end it may be renewed.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3660.00:00:00")]
    public TimeSpan RenewWithin { get; set; } = TimeSpan.FromDays(60);

    internal bool IsTooEarlyToRenew(DateTimeOffset termEndsAt, DateTimeOffset now) => termEndsAt - RenewWithin > now;

    internal bool IsOrdered => RemindBefore < Term && RemindBefore <= RenewWithin;
}
