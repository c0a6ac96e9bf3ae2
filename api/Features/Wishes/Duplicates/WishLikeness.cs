using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Privacy.Details;
using Microsoft.Extensions.Options;
using static LinYuan.Api.Features.Wishes.WishStatus;

namespace LinYuan.Api.Features.Wishes.Duplicates;

/// <summary>
/// Keeps the index of likeness true to the moves of wishes. It follows the move itself, in its transaction, so that no way of posting
/// or ending a wish can forget it.
/// </summary>
public sealed class WishLikeness(
    WishStore wishes, WishLikenessStore store, TextLikeness texts, FieldCipher cipher, IOptions<DuplicateOptions> options)
{
    private const string PhonePurpose = "wish.contact.phone";
    private static readonly WishStatus[] Gone = [Rejected, Withdrawn, Merged];
    private static readonly WishStatus[] Ended = [Fulfilled, FulfilledUnconfirmed, Unmet];

    public async Task Follow(Tx tx, long wishId, WishStatus? from, WishStatus to, DateTimeOffset now)
    {
        if (to == PendingReview && from != PendingReview)
            await Index(tx, wishId);
        else if (Gone.Contains(to))
            await store.Remove(tx, wishId);
        else if (Ended.Contains(to))
            await store.SetForgetAt(tx, wishId, now + options.Value.RememberFor);
        else if (from is { } before && Ended.Contains(before))
            await store.SetForgetAt(tx, wishId, null);
    }

    /// <summary>Equal for two ways of writing one number.</summary>
    public byte[]? PhoneHash(string? phone) => phone is null ? null : cipher.LookupHash(PhonePurpose, PlainText.Words(phone));

    private async Task Index(Tx tx, long wishId)
    {
        if (await wishes.Find(tx, wishId) is { Text: { } text } wish && await wishes.FindContact(tx, wishId) is { } contact)
            await store.Save(tx, wishId, wish.Place.CommunityId, PhoneHash(contact.Phone), texts.HashesOf(text));
    }
}
