using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Members;

/// <summary>Section "Sessions".</summary>
public sealed record SessionOptions
{
    /// <summary>From sign-in to the next; a session can be ended sooner at any time.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "365.00:00:00")]
    public TimeSpan Life { get; set; } = TimeSpan.FromDays(30);
}
