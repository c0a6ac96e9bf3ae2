using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Members.Core;

/// <summary>Section "Sessions".</summary>
public sealed record SessionOptions
{
    /// <summary>From sign-in to the next; a session can be ended sooner at any time.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "365.00:00:00")]
    public TimeSpan Life { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Sign-ins of one person within an hour; a mini program that is opened anew each minute is no more than that.</summary>
    [Range(1, 10_000)]
    public int SignInsPerHour { get; set; } = 60;
}
