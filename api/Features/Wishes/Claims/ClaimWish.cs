using System.Security.Cryptography;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

public sealed record ClaimWishResponse(WishView Wish, LeaseView Lease, WishContact Contact);

/// <summary>
/// A member takes an open wish on. Of any number who try at the same instant one succeeds; with the lease the contact is opened, and
/// that opening is recorded for the resident.
/// </summary>
public sealed class ClaimWish(
    MemberStore members, RegistrationStore registrations, WishStore wishes, WishMoves moves, WishClaimStore claims, ExpireWishLeases expiry,
    IOptions<WishOptions> options, TimeProvider time)
{
    /// <summary>Couriers come for a rest; who of them wants to help registers as a volunteer as well.</summary>
    internal static readonly RegistrationKind[] Helpers = [RegistrationKind.InService, RegistrationKind.Volunteer, RegistrationKind.Floating];

    public static async Task<IResult> Handle(EntityId id, Caller caller, IdempotentCall call, WishAccess access, ClaimWish claim, TimeProvider time)
    {
        var seen = await access.Visible(id, caller);
        return await call.Move(
            tx => claim.Run(tx, seen, caller),
            session => access.RequireHeld(session, id.Value, caller, time.Now()));
    }

    private async Task<ClaimWishResponse> Run(Tx tx, SeenWish seen, Caller caller)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        await RequireMayClaim(tx, seen.Wish, caller);
        // A lease that ran out counts as over even if the job has not come round yet.
        await expiry.ExpireOne(tx, id, now);
        var lease = Leases.Begin(options.Value, now);
        var claimId = await claims.Claim(tx, id, caller.UserId, lease, NewCode(), now) ?? throw new Refusal(WishErrors.NotClaimable);
        await moves.Record(tx, seen.Wish, new WishMove(WishAction.Claim, WishStatus.Open, WishStatus.Claimed, WishActor.Claimer, caller.UserId), now);
        await claims.AddReveal(tx, id, claimId, caller.UserId, RevealContact.AllFields, now);
        var wish = (await wishes.Find(tx, id))!;
        return new ClaimWishResponse(
            WishViews.For(caller, wish, seen.CommunityName, now),
            new LeaseView(lease.ContactBy, lease.DeliverBy),
            (await wishes.FindContact(tx, id))!);
    }

    /// <summary>
    /// The member's own row is locked first: claims of one member run one after another, so that the cap holds, while different
    /// members do not wait for each other.
    /// </summary>
    private async Task RequireMayClaim(Tx tx, Wish wish, Caller caller)
    {
        if (wish.AuthorId == caller.UserId)
            throw new Refusal(WishErrors.OwnClaim);
        await members.Lock(tx, caller.UserId);
        if (await registrations.FindActive(tx, caller.UserId, Helpers) is null)
            throw new Refusal(RegistrationErrors.Required);
        if (await claims.CountInHand(tx, caller.UserId) >= options.Value.ParallelClaims)
            throw new Refusal(WishErrors.ClaimLimit);
    }

    private static string NewCode() => RandomNumberGenerator.GetInt32(0, 10_000).ToString("0000");
}
