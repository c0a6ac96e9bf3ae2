using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

public sealed record NameMemberRequest([property: Needed] EntityId? MemberId);

/// <summary>
/// Whoever speaks for the unit or team that took a wish on names another member to go. The contact is closed to the former one at once;
/// the new one may open it, which is recorded as ever. The time that is left stays the same.
/// </summary>
public sealed class NameMember(WishAccess access, WishStore wishes, WishMoves moves, GroupClaimStore groups, SendMember send, ContactOpenings openings, TimeProvider time)
{
    public static async Task<IResult> Handle(EntityId id, NameMemberRequest body, Caller caller, IdempotentCall call, WishAccess access, NameMember name)
    {
        var seen = await access.Visible(id, caller);
        var memberId = body.MemberId!.Value.Value;
        return await call.With(memberId).Move(tx => name.Run(tx, seen, memberId, caller));
    }

    private async Task<WishView> Run(Tx tx, SeenWish seen, long memberId, Caller caller)
    {
        var now = time.Now();
        if (seen.Wish.ClaimedFor is not { } before)
            throw await access.WhyNotClaimer(tx, seen.Wish.Id, caller, now);
        await send.RequireAllowed(
            tx, seen.Wish, new GroupRef(before.Kind, before.Id), memberId, caller, "只有单位联络员或服务队队长才能换人");
        var wish = (await wishes.Find(tx, seen.Wish.Id))!;
        if (wish.ClaimedFor is not { } group || (group.Kind, group.Id) != (before.Kind, before.Id))
            throw new Refusal(WishErrors.WrongState);
        // Once it is delivered, whoever went has earned the thanks.
        if (!WishLifecycle.Table.Allows(wish.Status, WishAction.NameMember, WishActor.Coordinator))
            throw new Refusal(WishErrors.WrongState);
        if (wish.ClaimerId == memberId)
            throw Refusal.Invalid("memberId", "这件心愿已由这位成员去办");
        if (await groups.Rename(tx, wish, memberId, caller.UserId, now) == 0)
            throw new Refusal(wish.LeaseEnd <= now ? WishErrors.LeaseOver : WishErrors.WrongState);
        await openings.Allow(tx, wish, memberId, now);
        await moves.Record(
            tx, wish, new WishMove(WishAction.NameMember, wish.Status, wish.Status, WishActor.Coordinator, caller.UserId), now, concerned: [memberId]);
        return await access.View(tx, seen, caller, now);
    }
}
