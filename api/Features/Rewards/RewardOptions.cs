using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Rewards;

/// <summary>Section "Rewards".</summary>
public sealed record RewardOptions
{
    /// <summary>How long an ordered reward waits to be fetched; then it goes back to the stock, and the points to the person.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "60.00:00:00")]
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromHours(72);
}
