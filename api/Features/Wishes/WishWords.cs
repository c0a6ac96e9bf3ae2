using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.Claims.Delivery;

namespace LinYuan.Api.Features.Wishes;

/// <summary>Words that the other side reads without a review in between.</summary>
/// <param name="Check">Null when there are none.</param>
public sealed record CheckedWords(string? Words, TextCheck? Check);

/// <summary>What the claimer and the resident write to each other at a delivery; hidden from the other while nobody has checked it.</summary>
internal static class WishWords
{
    public static readonly HiddenText Note = new(
        "wish.checkNote",
        async (services, session, id) =>
            await services.GetRequiredService<WishStore>().Find(session, id) is { NoteCheck: TextCheck.Unchecked } wish ? wish.DeliveryNote : null,
        (services, tx, id, check) => services.GetRequiredService<WishOutcomeStore>().SettleNote(tx, id, check));

    public static readonly HiddenText Comment = new(
        "wish.checkComment",
        async (services, session, id) =>
            await services.GetRequiredService<WishStore>().Find(session, id) is { CommentCheck: TextCheck.Unchecked } wish ? wish.Comment : null,
        (services, tx, id, check) => services.GetRequiredService<WishOutcomeStore>().SettleComment(tx, id, check));
}
