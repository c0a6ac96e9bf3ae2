using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Features.Wishes.Timers;
using LinYuan.Api.Features.Wishes.UnitClaims;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Claims.Claiming;

/// <summary>
/// Who may claim a wish, how many at a time, for how long, and why not. Judged with the people and the wish locked, so that what was judged
/// is still so when the claim is written; what is judged is read in one statement for all of it.
/// </summary>
public sealed class ClaimPolicy(
    WishStore wishes, ClaimStandingStore standings, SendMember send, ExpireWishLeases expiry, StandByOffers offers, IOptions<WishOptions> options)
{
    /// <summary>The wish as a claim finds it: a lease or an offer that ran out counts as over even if the job has not come round yet.</summary>
    public async Task<LockedWish> Lock(Tx tx, long id, DateTimeOffset now)
    {
        var locked = await wishes.Lock(tx, id) ?? throw new Refusal(RequestErrors.NotFound);
        var isOver = locked.Wish.LeaseEnd <= now ? await expiry.ExpireOne(tx, id, now)
            : locked.Wish.Offer?.Until <= now ? await offers.LapseOne(tx, id, now)
            : 0;
        return isOver == 0 ? locked : (await wishes.Lock(tx, id))!;
    }

    /// <summary>
    /// Refuses what may not be, and else says what it was judged by. The row of the member who goes is locked: claims of one member run one
    /// after another, so that the cap holds, while different members do not wait for each other.
    /// </summary>
    public async Task<ClaimStanding> RequireAllowed(Tx tx, Wish wish, Assignee assignee, Caller caller, DateTimeOffset now)
    {
        // Whoever tapped twice at once on the last wish for which there was room is not short of room: it is theirs.
        WishRules.Require(WishRules.AlreadyYours(wish, caller, now));
        var standing = await standings.Find(tx, wish.Id, caller.UserId, assignee.MemberId, now);
        var allowance = ClaimAllowance.Of(standing.Counts, options.Value);
        if (assignee.Group is { } group)
            await send.RequireAllowed(tx, wish, group, assignee.MemberId, caller, "只有单位联络员或服务队队长才能代表认领", allowance.HasRoom);
        else
            RequireHelper(wish, caller, standing, allowance, now);
        WishRules.Require(WhyNotFree(wish, assignee, caller, now));
        return standing;
    }

    public Lease LeaseFrom(DateTimeOffset now) => Leases.Begin(options.Value, now);

    private static void RequireHelper(Wish wish, Caller caller, ClaimStanding standing, ClaimAllowanceView allowance, DateTimeOffset now)
    {
        WishRules.Require(WishRules.OwnWish(wish, caller));
        if (!standing.IsHelper)
            throw new Refusal(RegistrationErrors.Required);
        WishRules.Require(ClaimAllowance.WhyNoRoom(allowance, now));
    }

    /// <summary>Until when it is kept is no secret, for whom it is.</summary>
    private static Refusal? WhyNotFree(Wish wish, Assignee assignee, Caller caller, DateTimeOffset now) =>
        wish is { Status: WishStatus.Open, IsCrowd: false } && (wish.Offer is null || wish.Offer.MemberId == assignee.MemberId) ? null
        : wish.Status == WishStatus.Open && wish.IsOfferedToAnother(caller, now)
            ? new Refusal(
                WishErrors.OfferedToAnother,
                $"这个心愿留给一位候补的人到 {ChinaTime.Local(wish.Offer!.Until):M月d日 HH:mm}。您可以加入候补，或看看其他心愿")
        : new Refusal(WishErrors.NotClaimable);
}
