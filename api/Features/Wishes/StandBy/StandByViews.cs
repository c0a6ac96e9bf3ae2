using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.StandBy;

/// <param name="Position">1 is the first in line.</param>
/// <param name="OfferedUntil">Until when the caller alone may claim the wish; null while it is not the caller's turn.</param>
public sealed record StandByView(EntityId WishId, DateTimeOffset JoinedAt, long Position, DateTimeOffset? OfferedUntil);

internal static class StandByViews
{
    public static StandByView Of(StandByPlace place, WishOffer? offer, long memberId, DateTimeOffset now) => new(
        new EntityId(place.WishId), place.JoinedAt, place.Position, offer is not null && offer.MemberId == memberId && offer.Until > now ? offer.Until : null);
}
