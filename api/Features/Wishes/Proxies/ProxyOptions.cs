using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Wishes.Proxies;

/// <summary>Section "Proxies".</summary>
public sealed record ProxyOptions
{
    /// <summary>Wrong consent codes of one person with one card within <see cref="TriesForgottenAfter"/>; a new code begins anew.</summary>
    [Range(1, 20)]
    public int ConsentTries { get; set; } = 5;

    /// <summary>Wrong codes with one card within a day, of all people who have never acted with it; whoever has is not held up by them.</summary>
    [Range(1, 1000)]
    public int ConsentTriesPerDay { get; set; } = 20;

    /// <summary>How long whoever made a card can print it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan CardPrintableFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A card is kept for years: slips of the finger are forgotten so long after the first of them.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan TriesForgottenAfter { get; set; } = TimeSpan.FromDays(30);
}
