using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

public sealed record OfferWishRequest([property: Needed] EntityId? MemberId);

public sealed record WishInvitationView(EntityId WishId, EntityId MemberId, DateTimeOffset InvitedAt);

/// <summary>Staff ask a member whose offer fits whether they would take the wish on: once for each wish and member.</summary>
public sealed class OfferWish(
    WishStore wishes, OfferStore offers, WishInvitationStore invitations, OutboxStore outbox, TimeProvider time)
{
    public static async Task<IResult> Handle(
        EntityId id, OfferWishRequest body, Caller caller, IdempotentCall call, WishAccess access, OfferWish offer)
    {
        await access.ForReview(id, caller);
        var memberId = body.MemberId!.Value.Value;
        return await call.With(memberId).Create(
            tx => offer.Run(tx, id.Value, memberId, caller.UserId), _ => $"/staff/v1/wishes/{id}/matches");
    }

    private async Task<WishInvitationView> Run(Tx tx, long id, long memberId, long staffId)
    {
        var now = time.Now();
        var wish = (await wishes.Find(tx, id))!;
        WishRules.Require(WishRules.OfferTo(wish));
        // Whoever offered nothing that fits is not asked, so that staff cannot write to people of anywhere by trying ids.
        if (memberId == wish.AuthorId || !await offers.Fits(tx, wish.Place, wish.Category.Word(), memberId))
            throw Refusal.Invalid("memberId", "须是「我能帮」与这件心愿相符的成员");
        if (await invitations.Add(tx, id, memberId, staffId, now) == 0)
            throw new Refusal(WishErrors.AlreadyOffered);
        await offers.MarkAsked(tx, [memberId], now);
        await outbox.Add(tx, new OutboxMessage(WishNews.Invited, id, memberId, $"{WishNews.Invited}:{id}:{memberId}"), now);
        return new WishInvitationView(new EntityId(id), new EntityId(memberId), now);
    }
}
