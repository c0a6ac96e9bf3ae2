using System.Buffers.Binary;
using System.Globalization;
using LinYuan.Api.Shared.Privacy;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// Draws which unconfirmed deliveries are called back. A hash with a secret key draws them: the same wish is drawn or not however often
/// it is asked, and nobody without the key can tell beforehand which delivery will be checked.
/// </summary>
public sealed class CallBackSample(FieldCipher cipher, IOptions<WishOptions> options)
{
    private const string Purpose = "wish.callBack";

    /// <summary>A crowd wish is never drawn: its goods were received at the community's desk, by staff.</summary>
    public bool Has(Wish wish)
    {
        var drawn = BinaryPrimitives.ReadUInt32BigEndian(cipher.LookupHash(Purpose, wish.Id.ToString(CultureInfo.InvariantCulture)));
        return !wish.IsCrowd && drawn < options.Value.CallBackShare * (1L << 32);
    }
}
