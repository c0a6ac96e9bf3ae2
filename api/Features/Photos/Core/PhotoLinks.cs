using LinYuan.Api.Shared.Print;
using System.Buffers.Text;
using System.Globalization;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Photos.Core;

/// <summary>To whom a link was given, and so how long it is good within its time.</summary>
public enum LinkReach
{
    /// <summary>Who sees the photo only because everyone does: good while that is so.</summary>
    Public,

    /// <summary>Its owner, those concerned and the staff: good for all but hidden photos, whatever becomes of the wish or the clue.</summary>
    Concerned,

    /// <summary>Staff, for hidden photos alone; the other links are lost at the moment of hiding, and this one at that of showing.</summary>
    Hidden,

    /// <summary>WeChat, as long as its verdict is awaited.</summary>
    Check,
}

/// <summary>How large a picture is wanted.</summary>
public enum PhotoSize
{
    Full,
    Small,
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
    public string To(Photo photo, LinkReach reach)
    {
        var life = (long)options.Value.LinkLife.TotalSeconds;
        var window = life / Windows;
        return Address(photo, time.Now().ToUnixTimeSeconds() / window * window + life, reach);
    }

    /// <summary>The link to the same picture, small: the size is no secret and changes nothing about who may see it.</summary>
    public static string Small(string link) => $"{link}&size={PhotoSize.Small.Word()}";

    /// <summary>The link that WeChat downloads from.</summary>
    public Uri ForCheck(Photo photo) => new(Address(photo, (time.Now() + options.Value.CheckWithin).ToUnixTimeSeconds(), LinkReach.Check));

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

    private string Address(Photo photo, long end, LinkReach reach)
    {
        var signature = Base64Url.EncodeToString(signer.Sign(Purpose, Signed(photo.Name, end, reach)));
        return address.Value.At(string.Create(CultureInfo.InvariantCulture, $"/photos/{photo.Name}?e={end}&s={signature}"));
    }

    private static string Signed(string name, long end, LinkReach reach) => string.Create(CultureInfo.InvariantCulture, $"{name}\n{end}\n{reach}");
}
