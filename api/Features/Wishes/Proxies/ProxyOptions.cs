using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Section "Proxies".</summary>
public sealed record ProxyOptions
{
    /// <summary>Wrong consent codes before a card is locked until staff give it a new code.</summary>
    [Range(1, 20)]
    public int ConsentTries { get; set; } = 5;

    /// <summary>How long whoever made a card can print it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan CardPrintableFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A card is kept for years: slips of the finger that did not lock it are forgotten after this long without another.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan TriesForgottenAfter { get; set; } = TimeSpan.FromDays(30);
}
