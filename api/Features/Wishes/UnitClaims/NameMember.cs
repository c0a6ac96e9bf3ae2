using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.UnitClaims;

[ValidatableType]
public sealed record NameMemberRequest([property: Needed] EntityId? MemberId);

/// <summary>
/// Whoever speaks for the unit or team that took a wish on names another member to go. The contact is closed to the former one at once;
/// the new one may open it, which is recorded as ever. The time that is left stays the same.
/// </summary>
public sealed class NameMember(
    WishAccess access, WishStore wishes, WishMoves moves, GroupClaimStore groups, SendMember send, ContactOpenings openings, TimeProvider time)
    : Operation<NameMemberRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/name-member");
        Group<People>();
        Moves(
            RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.OwnClaim, WishErrors.ClaimLimit, WishErrors.ContactLimit,
            WishErrors.MemberUnavailable, WishErrors.LeaseOver, WishErrors.WrongState);
    }

    protected override async Task<IResult> Handle(NameMemberRequest request, CancellationToken ct)
    {
        var seen = await access.Visible(Id, Caller);
        var memberId = request.MemberId!.Value.Value;
        return await Call.With(memberId).Move(tx => Name(tx, seen, memberId));
    }

    private async Task<WishView> Name(Tx tx, SeenWish seen, long memberId)
    {
        var now = time.Now();
        if (seen.Wish.ClaimedFor is not { } before)
            throw await access.WhyNotClaimer(tx, seen.Wish.Id, Caller, now);
        await send.RequireAllowed(
            tx, seen.Wish, new GroupRef(before.Kind, before.Id), memberId, Caller, "只有单位联络员或服务队队长才能换人");
        var wish = (await wishes.Find(tx, seen.Wish.Id))!;
        if (wish.ClaimedFor is not { } group || (group.Kind, group.Id) != (before.Kind, before.Id))
            throw new Refusal(WishErrors.WrongState);
        // Once it is delivered, whoever went has earned the thanks.
        if (!WishLifecycle.Table.Allows(wish.Status, WishAction.NameMember, WishActor.Coordinator))
            throw new Refusal(WishErrors.WrongState);
        if (wish.ClaimerId == memberId)
            throw Refusal.Invalid("memberId", "这件心愿已由这位成员去办");
        if (await groups.Rename(tx, wish, memberId, Caller.UserId, now) == 0)
            throw new Refusal(wish.LeaseEnd <= now ? WishErrors.LeaseOver : WishErrors.WrongState);
        await openings.Allow(tx, wish, memberId, now);
        await moves.Record(
            tx, wish, new WishMove(WishAction.NameMember, wish.Status, wish.Status, WishActor.Coordinator, Caller.UserId), now, concerned: [memberId]);
        return await access.View(tx, seen, Caller, now);
    }
}
