using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Wishes;

/// <param name="Position">1 is the first in line.</param>
/// <param name="OfferedUntil">Until when the caller alone may claim the wish; null while it is not the caller's turn.</param>
public sealed record StandByView(EntityId WishId, DateTimeOffset JoinedAt, long Position, DateTimeOffset? OfferedUntil);

/// <summary>
/// A member waits for a wish that somebody else holds. It costs no claim: the caps are judged when the member claims, as always.
/// </summary>
public sealed class StandByForWish(
    Db db, WishAccess access, WishMeetings meetings, CrowdPledging pledging, StandByStore store, StandByOffers offers,
    TimeProvider time)
{
    /// <summary>候补: a member waits for a wish that somebody else holds.</summary>
    public static Task<IResult> Join(EntityId id, Caller caller, IdempotentCall call, StandByForWish standBy) => standBy.Join(id, caller, call);

    /// <summary>Whoever is offered the wish next lets it go on to the one behind.</summary>
    public static Task<IResult> Decline(EntityId id, Caller caller, IdempotentCall call, StandByForWish standBy) => standBy.Decline(id, caller, call);

    /// <summary>The caller no longer waits for the wish.</summary>
    public static Task<NoContent> Leave(EntityId id, Caller caller, StandByForWish standBy) => standBy.Leave(id, caller);

    private async Task<IResult> Join(EntityId id, Caller caller, IdempotentCall call)
    {
        var seen = await access.Visible(id, caller);
        return await call.Move(tx => Join(tx, seen.Wish, caller));
    }

    /// <summary>
    /// The member, whose places are counted, is locked before the wish, whose queue is counted: the order in which a claim takes them.
    /// </summary>
    private async Task<StandByView> Join(Tx tx, Wish seen, Caller caller)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, seen.Id))!;
        var meeting = await meetings.Of(tx, caller, wish, now);
        WishRules.Require(WishRules.StandBy(meeting));
        if (!meeting.Part.IsWaiting)
            await store.Join(tx, wish.Id, caller.UserId, now);
        return StandByViews.Of((await store.Find(tx, wish.Id, caller.UserId))!, wish.Offer, caller.UserId, now);
    }

    private async Task<IResult> Decline(EntityId id, Caller caller, IdempotentCall call)
    {
        var seen = await access.Visible(id, caller);
        return await call.Move(async tx =>
        {
            var now = time.Now();
            if (await offers.Decline(tx, seen.Wish, caller.UserId, now) == 0)
                throw new Refusal(WishErrors.WrongState, "这个心愿现在没有留给您，请刷新看看");
            return await access.View(tx, seen, caller, now);
        });
    }

    /// <summary>Who leaves while the wish is offered to them gives up the offer with the place.</summary>
    private async Task<NoContent> Leave(EntityId id, Caller caller)
    {
        var seen = await access.Visible(id, caller);
        await db.InTransaction(caller, async tx =>
        {
            if (await offers.Decline(tx, seen.Wish, caller.UserId, time.Now()) == 0)
                await store.Remove(tx, id.Value, caller.UserId);
        });
        return TypedResults.NoContent();
    }
}

/// <summary>A place in a queue, with the wish as everyone sees it.</summary>
public sealed record MyStandByView(EntityId Id, DateTimeOffset JoinedAt, long Position, DateTimeOffset? OfferedUntil, PublicWishView Wish);

/// <summary>The wishes that the caller waits for, newest first.</summary>
public static class ListMyStandBys
{
    public static async Task<Page<MyStandByView>> Handle(
        PageQuery page, Caller caller, Db db, WishStore wishes, StandByStore store, AreaStore areas, TimeProvider time)
    {
        var before = page.AfterOr(long.MaxValue);
        var (rows, about) = await db.Read(async session =>
        {
            var mine = await store.ListOf(session, caller.UserId, before, page.Rows);
            return (mine, await wishes.ListByIds(session, [.. mine.Select(row => row.WishId)]));
        });
        var now = time.Now();
        return await page.Cut(rows, row => [row.Id], async row =>
        {
            var wish = about[row.WishId];
            var place = StandByViews.Of(row, wish.Offer, caller.UserId, now);
            return new MyStandByView(
                new EntityId(row.Id), place.JoinedAt, place.Position, place.OfferedUntil,
                WishViews.Public(wish, await areas.NameOf(wish.Place.CommunityId)));
        });
    }
}

internal static class StandByViews
{
    public static StandByView Of(StandByPlace place, WishOffer? offer, long memberId, DateTimeOffset now) => new(
        new EntityId(place.WishId), place.JoinedAt, place.Position, offer is not null && offer.MemberId == memberId && offer.Until > now ? offer.Until : null);
}
