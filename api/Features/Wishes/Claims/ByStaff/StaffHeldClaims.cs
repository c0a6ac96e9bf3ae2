using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Claims.ByStaff;

/// <summary>Lets staff do something for a claim of their area, never for their own wish or their own claim.</summary>
public sealed class StaffHeldClaims(WishAccess access, WishStore wishes, StaffClaimStore store, ViewerRelationStore relations, TimeProvider time)
{
    /// <summary>The wish of the caller's area, locked, while somebody who is not the caller holds it.</summary>
    public async Task<Wish> Require(Tx tx, long id, Caller caller, DateTimeOffset now)
    {
        var isHeld = await store.LockHeld(tx, id, now);
        var wish = (await wishes.Find(tx, id))!;
        WishRules.Require(WishRules.OwnHelp(await relations.Of(tx, id, caller.UserId)));
        return isHeld ? wish : throw new Refusal(WishErrors.WrongState, "现在没有人认领这个心愿，请刷新看看");
    }

    /// <param name="move">Changes the wish, which is locked and as the caller has read it.</param>
    public async Task<WishView> Move(Tx tx, SeenWish seen, Caller caller, int? version, Func<Wish, DateTimeOffset, Task> move)
    {
        var now = time.Now();
        var wish = await Require(tx, seen.Wish.Id, caller, now);
        await access.RequireVersion(tx, wish, version);
        await move(wish, now);
        return await access.View(tx, seen, caller, now);
    }
}
