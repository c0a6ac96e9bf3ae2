using System.Buffers.Text;
using System.Globalization;
using LinYuan.Api.Features.Stations;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Photos;

/// <summary>For which states a link is good.</summary>
public enum LinkReach
{
    /// <summary>For all but hidden photos: whoever had it loses it at the moment of hiding.</summary>
    Open,

    /// <summary>For hidden photos alone; given to staff.</summary>
    Hidden,
}

/// <summary>A link whose signature is ours.</summary>
public sealed record PhotoLink(LinkReach Reach, DateTimeOffset EndsAt);

/// <summary>
/// Links to pictures, signed and for a time. A link is all that one needs to see the picture, so it is given only to those who may; an
/// image tag can send no token.
/// </summary>
public sealed class PhotoLinks(
    LinkSigner signer, IOptions<PhotoOptions> options, IOptions<PublicAddressOptions> address, TimeProvider time)
{
    private const string Purpose = "photo.link";
    private const int Windows = 4;

    /// <summary>
    /// The link for those who may see the photo now. It ends at a rounded moment, so that it stays the same for a while and clients need
    /// not load the picture again; it is good for three quarters of its life at least.
    /// </summary>
    public string To(Photo photo)
    {
        var life = (long)options.Value.LinkLife.TotalSeconds;
        var window = life / Windows;
        return Address(photo, time.Now().ToUnixTimeSeconds() / window * window + life);
    }

    /// <summary>The link that WeChat downloads from; good for as long as its verdict is awaited.</summary>
    public Uri ForCheck(Photo photo) => new(Address(photo, (time.Now() + options.Value.CheckWithin).ToUnixTimeSeconds()));

    /// <summary>Null when the signature is not ours.</summary>
    public PhotoLink? Read(string name, string? end, string? signature)
    {
        if (!long.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || end!.Length > 11
            || signature is not { Length: > 0 and <= 64 } || !Base64Url.IsValid(signature))
            return null;
        var given = Base64Url.DecodeFromChars(signature);
        foreach (var reach in Enum.GetValues<LinkReach>())
        {
            if (signer.Fits(Purpose, Signed(name, seconds, reach), given))
                return new PhotoLink(reach, DateTimeOffset.FromUnixTimeSeconds(seconds));
        }
        return null;
    }

    public static LinkReach ReachOf(PhotoStatus status) => status == PhotoStatus.Hidden ? LinkReach.Hidden : LinkReach.Open;

    private string Address(Photo photo, long end)
    {
        var signature = Base64Url.EncodeToString(signer.Sign(Purpose, Signed(photo.Name, end, ReachOf(photo.Status))));
        return string.Create(CultureInfo.InvariantCulture, $"{address.Value.PublicBaseUrl.TrimEnd('/')}/photos/{photo.Name}?e={end}&s={signature}");
    }

    private static string Signed(string name, long end, LinkReach reach) => string.Create(CultureInfo.InvariantCulture, $"{name}\n{end}\n{reach}");
}
