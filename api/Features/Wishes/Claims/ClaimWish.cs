using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Registrations.Teams;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Claims.Claiming;
using LinYuan.Api.Features.Wishes.Claims.Delivery;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Features.Wishes.UnitClaims;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <param name="Contact">Null for who claimed for a unit or team and does not go: the contact is for the member who goes.</param>
public sealed record ClaimWishResponse(WishView Wish, LeaseView Lease, WishContact? Contact);

/// <summary>
/// A member takes an open wish on. Of any number who try at the same instant one succeeds; with the lease the contact is opened, and
/// that opening is recorded for the resident.
/// </summary>
public sealed class ClaimWish(
    ClaimPolicy policy, WishClaimStore claims, StandByStore standBys, WishMoves moves, ContactOpenings openings, WishAccess access,
    WishViewerContexts contexts, TimeProvider time) : Operation<ClaimWishRequest, ClaimWishResponse>
{
    protected override bool IsBodyOptional => true;

    public override void Configure()
    {
        Post("/wishes/{id}/claim");
        Group<People>();
        Moves(
            RequestErrors.NotFound, RequestErrors.AccessDenied, RegistrationErrors.Required, WishErrors.NotClaimable, WishErrors.AlreadyYours,
            WishErrors.OfferedToAnother, WishErrors.OwnClaim, WishErrors.ClaimLimit, WishErrors.ContactLimit, WishErrors.MemberUnavailable,
            WishErrors.LeaseOver);
    }

    protected override async Task<IResult> Handle(ClaimWishRequest request, CancellationToken ct)
    {
        // What is wrong with the words about a group is said only of a wish that is there.
        if (request is not { UnitId: null, TeamId: null, MemberId: null })
            await access.Visible(Id, Caller);
        var assignee = Assignee.Of(request, Caller.UserId);
        // Who does not go was given no contact, so that answer may be repeated at any time.
        return await Call.With(assignee.MemberId).Move(
            tx => Claim(tx, assignee),
            session => assignee.MemberId == Caller.UserId ? access.RequireHeld(session, Id.Value, Caller, time.Now()) : Task.CompletedTask);
    }

    private async Task<ClaimWishResponse> Claim(Tx tx, Assignee assignee)
    {
        var (id, now) = (Id.Value, time.Now());
        // Any member may claim any open wish, so it is locked unseen: to look first would cost a read of the same row.
        var locked = await policy.Lock(tx, id, now);
        var seen = await access.Visible(tx, locked.Wish, Caller);
        var standing = await policy.RequireAllowed(tx, locked.Wish, assignee, Caller, now);
        var claim = NewClaimOf(assignee, now);
        var claimId = await claims.Claim(tx, id, claim, now) ?? throw new Refusal(WishErrors.NotClaimable);
        if (standing.MemberWaits)
            await standBys.Remove(tx, id, assignee.MemberId);
        var goes = assignee.MemberId == Caller.UserId;
        var actor = goes ? WishActor.Claimer : WishActor.Coordinator;
        var move = new WishMove(WishAction.Claim, WishStatus.Open, WishStatus.Claimed, actor, Caller.UserId) { HasEndedWait = !standing.HasMarks };
        await moves.Record(tx, locked.Wish, move, now, concerned: [assignee.MemberId]);
        await openings.Allow(tx, locked.Wish, assignee.MemberId, standing.Openings, now);
        var contact = goes ? locked.OpenContact() : null;
        if (contact is not null)
            await claims.AddReveal(tx, id, claimId, Caller.UserId, contact.Fields, now);
        // Who may act for a unit or a team is asked anew; a claim of one's own has changed nothing that is not known here.
        var view = assignee.Group is null
            ? WishViews.For(contexts.AfterClaim(Caller, Claimed(locked.Wish, claimId, claim), standing, now), seen.CommunityName)
            : await access.View(tx, seen, Caller, now);
        return new ClaimWishResponse(view, new LeaseView(claim.Lease.ContactBy, claim.Lease.DeliverBy), contact);
    }

    private NewClaim NewClaimOf(Assignee assignee, DateTimeOffset now) => new(
        assignee.MemberId, policy.LeaseFrom(now), HandoverCodes.NewCode(),
        assignee.Group is { Kind: GroupKind.Unit } unit ? unit.Id : null, assignee.Group is { Kind: GroupKind.Team } team ? team.Id : null,
        assignee.Group is null ? null : Caller.UserId);

    /// <summary>The wish as the claim has left it.</summary>
    private static Wish Claimed(Wish open, long claimId, NewClaim claim) => open with
    {
        Status = WishStatus.Claimed, ClaimId = claimId, ClaimerId = claim.MemberId, ContactBy = claim.Lease.ContactBy,
        DeliverBy = claim.Lease.DeliverBy, Offer = null,
        Review = open.Review with { DueAt = null, EscalatedAt = null, ColdSince = null, UndecidedSince = null },
    };
}
