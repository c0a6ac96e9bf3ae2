using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Rewards.Core;

/// <summary>Section "Rewards".</summary>
public sealed record RewardOptions
{
    /// <summary>How long an ordered reward waits to be fetched; then it goes back to the stock, and the points to the person.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "60.00:00:00")]
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromHours(72);

    /// <summary>Wrong codes of one caller within <see cref="CodeTriesWithin"/> of the first; then no code is looked at until that is over.</summary>
    [Range(1, 1_000)]
    public int CodeTries { get; set; } = 10;

    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan CodeTriesWithin { get; set; } = TimeSpan.FromHours(1);
}
