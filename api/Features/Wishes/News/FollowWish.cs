using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LinYuan.Api.Features.Wishes;

/// <summary>What the caller hears of a wish.</summary>
public sealed record WishFollowView(bool Follows, bool Muted);

/// <summary>
/// "I want this too": who follows somebody else's wish hears what becomes of it. And the opposite: who mutes a wish hears no more of it,
/// whatever their part in it.
/// </summary>
public sealed class FollowWish(Db db, WishAccess access, WishFollowStore followers, TimeProvider time)
{
    /// <summary>"I want this too" (关注): the caller hears what becomes of somebody else's wish.</summary>
    public static Task<IResult> Follow(EntityId id, Caller caller, IdempotentCall call, FollowWish follow) => follow.Follow(id, caller, call);

    /// <summary>The caller no longer follows the wish.</summary>
    public static Task<NoContent> Unfollow(EntityId id, Caller caller, FollowWish follow) =>
        follow.Undo(id, caller, (tx, store) => store.Unfollow(tx, id.Value, caller.UserId));

    /// <summary>The caller hears nothing more of the wish, except what needs an answer.</summary>
    public static Task<IResult> Mute(EntityId id, Caller caller, IdempotentCall call, FollowWish follow) => follow.Mute(id, caller, call);

    /// <summary>The caller hears of the wish again.</summary>
    public static Task<NoContent> Unmute(EntityId id, Caller caller, FollowWish follow) =>
        follow.Undo(id, caller, (tx, store) => store.Unmute(tx, id.Value, caller.UserId));

    private async Task<IResult> Follow(EntityId id, Caller caller, IdempotentCall call)
    {
        WishRules.Require(WishRules.OwnWish((await access.Visible(id, caller)).Wish, caller, "这是您自己的心愿，有进展会通知您"));
        return await call.Move(async tx =>
        {
            await followers.Follow(tx, id.Value, caller.UserId, time.Now());
            return new WishFollowView(Follows: true, await followers.HasMuted(tx, id.Value, caller.UserId));
        });
    }

    private async Task<IResult> Mute(EntityId id, Caller caller, IdempotentCall call)
    {
        await access.Visible(id, caller);
        return await call.Move(async tx =>
        {
            await followers.Mute(tx, id.Value, caller.UserId, time.Now());
            return new WishFollowView(await followers.Follows(tx, id.Value, caller.UserId), Muted: true);
        });
    }

    private async Task<NoContent> Undo(EntityId id, Caller caller, Func<Tx, WishFollowStore, Task<int>> undo)
    {
        await access.Visible(id, caller);
        await db.InTransaction(caller, tx => undo(tx, followers));
        return TypedResults.NoContent();
    }
}

/// <summary>The wishes that the caller follows, newest first, as everyone sees them.</summary>
public static class ListFollowedWishes
{
    public static async Task<Page<PublicWishView>> Handle(PageQuery page, Caller caller, Db db, WishStore wishes, WishFollowStore followers, AreaStore areas)
    {
        var before = page.AfterOr(long.MaxValue);
        var (ids, about) = await db.Read(async session =>
        {
            var followed = await followers.ListFollowed(session, caller.UserId, before, page.Rows);
            return (followed, await wishes.ListByIds(session, followed));
        });
        return await page.Cut(ids, id => [id], async id => WishViews.Public(about[id], await areas.NameOf(about[id].Place.CommunityId)));
    }
}
