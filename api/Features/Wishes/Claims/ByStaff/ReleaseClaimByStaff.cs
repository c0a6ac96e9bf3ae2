using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Claims.ByStaff;

/// <summary>Staff take a claim back without blame; the wish is open again.</summary>
public sealed class ReleaseClaimByStaff(WishAccess access, StaffHeldClaims held, WishClaimStore claims, WishMoves moves, StandByOffers offers)
    : Operation<WishReasonRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/release-claim");
        Group<Staff>();
        Moves(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, RequestErrors.CaseChanged);
    }

    protected override async Task<IResult> Handle(WishReasonRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        return await Call.Move(tx => held.Move(tx, seen, Caller, request.Version, (wish, now) => Release(tx, wish, request.Reason, now)));
    }

    /// <summary>The contact is locked with the same statement, and the claim ends as one that was given back: it lowers nothing.</summary>
    private async Task Release(Tx tx, Wish wish, string reason, DateTimeOffset now)
    {
        WishRules.RequireMoved(await claims.Release(tx, wish.Id, wish.Status, wish.ClaimerId!.Value, now));
        await claims.EndClaim(tx, wish.Id, ClaimOutcome.Released, now);
        await moves.Record(tx, wish, new WishMove(WishAction.ReleaseClaim, wish.Status, WishStatus.Open, WishActor.Staff, Caller.UserId, reason), now);
        await offers.OfferNext(tx, wish, now);
    }
}
