using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.StandBy;

/// <summary>Offers an open wish to those who wait for it, one after the other, each for a time.</summary>
public sealed class StandByOffers(
    StandByStore store, WishStore wishes, WishMoves moves, RegistrationStore registrations, IOptions<WishOptions> options)
{
    /// <summary>
    /// For a wish that was just opened again, after its event: the first in line who may still help has it to themselves for a time. With
    /// nobody in line it is free to all.
    /// </summary>
    public async Task OfferNext(Tx tx, Wish wish, DateTimeOffset now)
    {
        while (await store.FindFirst(tx, wish.Id) is { } memberId)
        {
            if (await registrations.FindActive(tx, memberId, RegistrationKinds.Helpers) is null)
            {
                await store.Remove(tx, wish.Id, memberId);
                continue;
            }
            if (await store.Offer(tx, wish.Id, memberId, now + options.Value.StandByOffer) == 1)
                await moves.Record(tx, wish, MoveOf(WishAction.Offer, WishActor.System, null), now, [memberId]);
            return;
        }
    }

    /// <summary>Passes an offer on that was not taken in time; 1 when this call did it. A claim calls it too, ahead of the job.</summary>
    public async Task<int> LapseOne(Tx tx, long wishId, DateTimeOffset now)
    {
        if (await wishes.Find(tx, wishId) is not { Offer: { } offer } wish || await store.Lapse(tx, wishId, offer.MemberId, now) == 0)
            return 0;
        await PassOn(tx, wish, offer.MemberId, MoveOf(WishAction.LapseOffer, WishActor.System, null), now);
        return 1;
    }

    /// <summary>The member gives up an offer that holds; 0 when there is none.</summary>
    public async Task<int> Decline(Tx tx, Wish wish, long memberId, DateTimeOffset now)
    {
        if (await store.Decline(tx, wish.Id, memberId, now) == 0)
            return 0;
        await PassOn(tx, wish, memberId, MoveOf(WishAction.DeclineOffer, WishActor.Offered, memberId), now);
        return 1;
    }

    /// <summary>For an account that is deleted: its offers go to the next at once, its places are given up.</summary>
    public async Task Forget(Tx tx, long memberId, DateTimeOffset now)
    {
        // The places first: an offer that is being made to the person at this moment holds one, and is seen afterwards.
        await store.EraseMember(tx, memberId);
        var offered = await store.ListOffersTo(tx, memberId);
        foreach (var wishId in offered)
        {
            await LapseOne(tx, wishId, now);
            await Decline(tx, (await wishes.Find(tx, wishId))!, memberId, now);
        }
    }

    private async Task PassOn(Tx tx, Wish wish, long memberId, WishMove move, DateTimeOffset now)
    {
        await store.Remove(tx, wish.Id, memberId);
        await moves.Record(tx, wish, move, now, [memberId]);
        await OfferNext(tx, wish, now);
    }

    private static WishMove MoveOf(WishAction action, WishActor actor, long? actorId) =>
        new(action, WishStatus.Open, WishStatus.Open, actor, actorId);
}

/// <summary>To whom an open wish is offered, and until when nobody else may claim it.</summary>
public sealed record WishOffer(long MemberId, DateTimeOffset Until);
