using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.UnitClaims.Matches;

[ValidatableType]
public sealed record OfferWishRequest([property: Needed] EntityId? MemberId);

public sealed record WishInvitationView(EntityId WishId, EntityId MemberId, DateTimeOffset InvitedAt);

/// <summary>Staff ask a member whose offer fits whether they would take the wish on: once for each wish and member.</summary>
public sealed class OfferWish(
    WishAccess access, WishStore wishes, OfferStore offers, WishInvitationStore invitations, OutboxStore outbox, TimeProvider time)
    : Operation<OfferWishRequest, WishInvitationView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/offer-to");
        Group<Staff>();
        Creates(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, WishErrors.AlreadyOffered);
    }

    protected override async Task<IResult> Handle(OfferWishRequest request, CancellationToken ct)
    {
        await access.ForReview(Id, Caller);
        var memberId = request.MemberId!.Value.Value;
        return await Call.With(memberId).Create(tx => Invite(tx, Id.Value, memberId), _ => $"/staff/v1/wishes/{Id}/matches");
    }

    private async Task<WishInvitationView> Invite(Tx tx, long id, long memberId)
    {
        var now = time.Now();
        var wish = (await wishes.Find(tx, id))!;
        WishRules.Require(WishRules.OfferTo(wish));
        // Whoever offered nothing that fits is not asked, so that staff cannot write to people of anywhere by trying ids.
        if (memberId == wish.AuthorId || !await offers.Fits(tx, wish.Place, wish.Category.Word(), memberId))
            throw Refusal.Invalid("memberId", "须是「我能帮」与这件心愿相符的成员");
        if (await invitations.Add(tx, id, memberId, Caller.UserId, now) == 0)
            throw new Refusal(WishErrors.AlreadyOffered);
        await offers.MarkAsked(tx, [memberId], now);
        await outbox.Add(tx, new OutboxMessage(WishNews.Invited, id, memberId, $"{WishNews.Invited}:{id}:{memberId}"), now);
        return new WishInvitationView(new EntityId(id), new EntityId(memberId), now);
    }
}
