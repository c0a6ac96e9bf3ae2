using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.CallBacks;

/// <summary>
/// Which unconfirmed deliveries are called back: each whose handover code is in doubt, and of the others some that are drawn, so that
/// nobody can tell beforehand which delivery will be checked.
/// </summary>
public sealed class CallBackSample(FieldCipher cipher, WaitStore waits, IOptions<WishOptions> options)
{
    private const string Purpose = "wish.callBack";

    public async Task<bool> Has(DbSession session, Wish wish) => IsDrawn(wish) || await waits.HasMark(session, wish.Id, WishMark.CodeDoubted);

    /// <summary>A crowd wish is never drawn: its goods were received at the community's desk, by staff.</summary>
    private bool IsDrawn(Wish wish) => !wish.IsCrowd && cipher.Draws(Purpose, wish.Id, options.Value.CallBackShare);
}
