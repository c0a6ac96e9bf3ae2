using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Stations.Core;

/// <summary>Section "Stations".</summary>
public sealed record StationOptions
{
    /// <summary>Two people who report the same within this time are believed.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "2.00:00:00")]
    public TimeSpan ReportsAgreeWithin { get; set; } = TimeSpan.FromHours(2);

    /// <summary>One person reports the same of a station once in this time.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ReportAgainAfter { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How many reports one person makes on a day in China, of all stations together.</summary>
    [Range(1, 1_000)]
    public int ReportsPerDay { get; set; } = 10;

    /// <summary>Further from all other stations of its district than so many metres, a new place is asked about.</summary>
    [Range(100, 1_000_000)]
    public int FarMeters { get; set; } = 30_000;

    /// <summary>The page that WeChat's own code opens; it must be in the released version of the mini program.</summary>
    [Required]
    [RegularExpression("[0-9A-Za-z_][0-9A-Za-z_/-]*")]
    public string MiniCodePage { get; set; } = "pages/station/index";
}
