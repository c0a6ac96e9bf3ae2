using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <param name="Reason">Read by the staff who look at it again, and by nobody else.</param>
public sealed record AppealWishRequest([property: Text(2, 500)] string Reason);

/// <summary>The author asks, once, that others look at a wish that was turned down.</summary>
public sealed class AppealWish(WishAccess access, CrowdPledging pledging, ReviewStore reviews, MemberStore members, WishMoves moves, TimeProvider time)
{
    private const int MostStaff = 50;

    public static Task<IResult> Handle(EntityId id, AppealWishRequest body, Caller caller, IdempotentCall call, AppealWish appeal) =>
        appeal.Handle(id, body, caller, call);

    private async Task<IResult> Handle(EntityId id, AppealWishRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.Own(id, caller);
        return await call.Move(tx => Run(tx, seen, body.Reason, caller));
    }

    private async Task<WishView> Run(Tx tx, SeenWish seen, string reason, Caller caller)
    {
        var now = time.Now();
        var wish = (await pledging.Lock(tx, seen.Wish.Id))!;
        if (await reviews.Appeal(tx, wish.Id, caller.UserId, now) == 0)
            throw new Refusal(WhyNot(wish));
        var street = await members.ListStaffAt(tx, [wish.Place.StreetId], MostStaff);
        var move = new WishMove(WishAction.Appeal, WishStatus.Rejected, WishStatus.PendingReview, WishActor.Author, caller.UserId, reason);
        // Whoever turned it down does not decide again.
        await moves.Record(tx, wish, move, now, [.. street.Where(id => id != wish.Review.RejectedBy)]);
        return await access.View(tx, seen, caller, now);
    }

    private static ErrorCode WhyNot(Wish wish) =>
        wish.Status != WishStatus.Rejected ? WishErrors.WrongState
        : wish.Review.AppealedAt is not null ? WishErrors.AppealUsed
        : WishErrors.AppealOver;
}
