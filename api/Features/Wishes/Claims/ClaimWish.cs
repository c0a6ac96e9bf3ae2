using System.Security.Cryptography;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <param name="Contact">Null for who claimed for a unit or team and does not go: the contact is for the member who goes.</param>
public sealed record ClaimWishResponse(WishView Wish, LeaseView Lease, WishContact? Contact);

/// <summary>
/// A member takes an open wish on. Of any number who try at the same instant one succeeds; with the lease the contact is opened, and
/// that opening is recorded for the resident.
/// </summary>
public sealed class ClaimWish(
    ClaimPolicy policy, WishClaimStore claims, StandByStore standBys, WishMoves moves, ContactOpenings openings, WishAccess access,
    WishMeetings meetings, TimeProvider time)
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
        var locked = await policy.Lock(tx, id, now);
        var standing = await policy.RequireAllowed(tx, locked.Wish, going, caller, now);
        var claim = NewClaimOf(going, caller, now);
        var claimId = await claims.Claim(tx, id, claim, now) ?? throw new Refusal(WishErrors.NotClaimable);
        if (standing.MemberWaits)
            await standBys.Remove(tx, id, going.MemberId);
        var goes = going.MemberId == caller.UserId;
        var actor = goes ? WishActor.Claimer : WishActor.Coordinator;
        var move = new WishMove(WishAction.Claim, WishStatus.Open, WishStatus.Claimed, actor, caller.UserId) { HasEndedWait = !standing.HasMarks };
        await moves.Record(tx, locked.Wish, move, now, concerned: [going.MemberId]);
        await openings.Allow(tx, locked.Wish, going.MemberId, standing.Openings, now);
        var contact = goes ? locked.OpenContact() : null;
        if (contact is not null)
            await claims.AddReveal(tx, id, claimId, caller.UserId, contact.Fields, now);
        // Who may act for a unit or a team is asked anew; a claim of one's own has changed nothing that is not known here.
        var view = going.Group is null
            ? WishViews.For(meetings.AfterClaim(caller, Claimed(locked.Wish, claimId, claim), standing, now), seen.CommunityName)
            : await access.View(tx, seen, caller, now);
        return new ClaimWishResponse(view, new LeaseView(claim.Lease.ContactBy, claim.Lease.DeliverBy), contact);
    }

    private NewClaim NewClaimOf(Going going, Caller caller, DateTimeOffset now) => new(
        going.MemberId, policy.LeaseFrom(now), NewCode(),
        going.Group is { Kind: GroupKind.Unit } unit ? unit.Id : null, going.Group is { Kind: GroupKind.Team } team ? team.Id : null,
        going.Group is null ? null : caller.UserId);

    /// <summary>The wish as the claim has left it.</summary>
    private static Wish Claimed(Wish open, long claimId, NewClaim claim) => open with
    {
        Status = WishStatus.Claimed, ClaimId = claimId, ClaimerId = claim.MemberId, ContactBy = claim.Lease.ContactBy,
        DeliverBy = claim.Lease.DeliverBy, Offer = null,
        Review = open.Review with { DueAt = null, EscalatedAt = null, ColdSince = null, UndecidedSince = null },
    };

    internal static string NewCode() => RandomNumberGenerator.GetInt32(0, 10_000).ToString("0000");
}
