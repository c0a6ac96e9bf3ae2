using LinYuan.Api.Shared.Privacy;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Draws which unconfirmed deliveries are called back, so that nobody can tell beforehand which delivery will be checked.</summary>
public sealed class CallBackSample(FieldCipher cipher, IOptions<WishOptions> options)
{
    private const string Purpose = "wish.callBack";

    /// <summary>A crowd wish is never drawn: its goods were received at the community's desk, by staff.</summary>
    public bool Has(Wish wish) => !wish.IsCrowd && cipher.Draws(Purpose, wish.Id, options.Value.CallBackShare);
}
