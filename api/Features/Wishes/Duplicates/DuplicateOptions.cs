using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Wishes.Duplicates;

/// <summary>Section "WishDuplicates": what counts as alike, and how long an ended wish is compared with new ones.</summary>
public sealed record DuplicateOptions
{
    /// <summary>The share of common letter pairs from which two titles are alike.</summary>
    [Range(0.05, 1)]
    public double TitleFrom { get; set; } = 0.45;

    /// <summary>The same for titles and stories together, which are longer and share less.</summary>
    [Range(0.05, 1)]
    public double WholeFrom { get; set; } = 0.3;

    /// <summary>How long a wish that has ended is remembered for comparison.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan RememberFor { get; set; } = TimeSpan.FromDays(180);
}
