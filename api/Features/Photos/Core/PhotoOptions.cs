using System.ComponentModel.DataAnnotations;

namespace LinYuan.Api.Features.Photos.Core;

/// <summary>Section "Photos".</summary>
public sealed record PhotoOptions
{
    /// <summary>
    /// Where the files are, shared by all replicas of one database and by nobody else: files that the database does not know are removed.
    /// Relative to the program's folder.
    /// </summary>
    public string Directory { get; set; } = "data/photos";

    /// <summary>How long a link works at most; clients are given the same link for a quarter of it.</summary>
    [Range(typeof(TimeSpan), "00:04:00", "1.00:00:00")]
    public TimeSpan LinkLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>WeChat promises its verdict within 30 minutes; after this staff decide. Without its pushes they decide at once.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan CheckWithin { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How often WeChat may fail to download a photo before staff decide.</summary>
    [Range(1, 10)]
    public int Downloads { get; set; } = 3;

    /// <summary>The longest side of a photo as it is kept, in pixels: enough for any phone's screen.</summary>
    [Range(200, 4_000)]
    public int LongestSide { get; set; } = 1_600;

    /// <summary>The longest side of the same in lists.</summary>
    [Range(100, 1_000)]
    public int ThumbnailSide { get; set; } = 480;

    /// <summary>How many photos are decoded at once; each takes a processor, and up to 250 MB for a moment.</summary>
    [Range(1, 64)]
    public int DecodedAtOnce { get; set; } = 2;

    /// <summary>How many more wait for that, each with its file in memory; whoever comes after them is asked to come again.</summary>
    [Range(0, 1_000)]
    public int Waiting { get; set; } = 20;

    /// <summary>How long they wait at most.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan WaitAtMost { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one may take; a picture that is made to take longer is given up.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan DecodeWithin { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Makes the folder if it is not there.</summary>
    internal bool IsUsable()
    {
        try
        {
            System.IO.Directory.CreateDirectory(Directory);
            var probe = Path.Combine(Directory, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
