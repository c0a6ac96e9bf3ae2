using System.Security.Cryptography;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <param name="Contact">Null for who claimed for a unit or team and does not go: the contact is for the member who goes.</param>
public sealed record ClaimWishResponse(WishView Wish, LeaseView Lease, WishContact? Contact);

/// <summary>
/// A member takes an open wish on. Of any number who try at the same instant one succeeds; with the lease the contact is opened, and
/// that opening is recorded for the resident.
/// </summary>
public sealed class ClaimWish(
    WishAccess access, WishMeetings meetings, WishStore wishes, WishMoves moves, WishClaimStore claims, GroupClaimStore groups,
    SendMember send, ClaimAllowance allowance, ContactOpenings openings, ExpireWishLeases expiry, StandByStore standBys, StandByOffers offers, IOptions<WishOptions> options,
    TimeProvider time)
{
    public static async Task<IResult> Handle(
        EntityId id, ClaimWishRequest? body, Caller caller, IdempotentCall call, WishAccess access, ClaimWish claim, TimeProvider time)
    {
        var seen = await access.Visible(id, caller);
        var going = Going.Of(body, caller.UserId);
        // Who does not go was given no contact, so that answer may be repeated at any time.
        return await call.With(going.MemberId).Move(
            tx => claim.Run(tx, seen, going, caller),
            session => going.MemberId == caller.UserId ? access.RequireHeld(session, id.Value, caller, time.Now()) : Task.CompletedTask);
    }

    private async Task<ClaimWishResponse> Run(Tx tx, SeenWish seen, Going going, Caller caller)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        WishRules.Require(WishRules.AlreadyYours(seen.Wish, caller, now));
        await RequireMayClaim(tx, seen.Wish, going, caller);
        // A lease that ran out counts as over even if the job has not come round yet.
        await expiry.ExpireOne(tx, id, now);
        if (seen.Wish.Offer is not null)
            await offers.LapseOne(tx, id, now);
        if (going.Group is null && await allowance.WhyNoRoom(tx, caller.UserId, now) is { } noRoom)
            throw await IsTheirs(tx, id, caller, now) ?? noRoom;
        var lease = Leases.Begin(options.Value, now);
        var claimId = await claims.Claim(tx, id, going.MemberId, lease, NewCode(), now) ?? throw await WhyNot(tx, id, caller, now);
        await standBys.Remove(tx, id, going.MemberId);
        if (going.Group is { } group)
            await groups.SetGroup(tx, claimId, group, caller.UserId);
        var goes = going.MemberId == caller.UserId;
        var actor = goes ? WishActor.Claimer : WishActor.Coordinator;
        await moves.Record(
            tx, seen.Wish, new WishMove(WishAction.Claim, WishStatus.Open, WishStatus.Claimed, actor, caller.UserId), now, concerned: [going.MemberId]);
        await openings.Allow(tx, seen.Wish, going.MemberId, now);
        var contact = goes ? await wishes.FindContact(tx, id) : null;
        if (contact is not null)
            await claims.AddReveal(tx, id, claimId, caller.UserId, contact.Fields, now);
        var wish = (await wishes.Find(tx, id))!;
        return new ClaimWishResponse(
            WishViews.For(await meetings.Of(tx, caller, wish, now), seen.CommunityName),
            new LeaseView(lease.ContactBy, lease.DeliverBy),
            contact);
    }

    /// <summary>
    /// The row of the member who goes is locked: claims of one member run one after another, so that the cap holds, while different
    /// members do not wait for each other.
    /// </summary>
    private async Task RequireMayClaim(Tx tx, Wish wish, Going going, Caller caller)
    {
        if (going.Group is { } group)
        {
            await send.RequireAllowed(tx, wish, group, going.MemberId, caller, "只有单位联络员或服务队队长才能代表认领");
            return;
        }
        WishRules.Require(WishRules.OwnWish(wish, caller));
        await access.RequireHelper(tx, caller);
    }

    /// <summary>From the row as it is now. Until when it is kept is no secret, for whom it is.</summary>
    private async Task<Refusal> WhyNot(Tx tx, long id, Caller caller, DateTimeOffset now)
    {
        var wish = (await wishes.Find(tx, id))!;
        return WishRules.AlreadyYours(wish, caller, now) ?? (wish.Status == WishStatus.Open && wish.IsOfferedToAnother(caller, now)
            ? new Refusal(
                WishErrors.OfferedToAnother,
                $"这个心愿留给一位候补的人到 {ChinaTime.Local(wish.Offer!.Until):M月d日 HH:mm}。您可以加入候补，或看看其他心愿")
            : new Refusal(WishErrors.NotClaimable));
    }

    /// <summary>Whoever taps twice at once on the last wish for which there was room is not short of room: it is theirs.</summary>
    private async Task<Refusal?> IsTheirs(Tx tx, long id, Caller caller, DateTimeOffset now) =>
        WishRules.AlreadyYours((await wishes.Find(tx, id))!, caller, now);

    internal static string NewCode() => RandomNumberGenerator.GetInt32(0, 10_000).ToString("0000");
}
