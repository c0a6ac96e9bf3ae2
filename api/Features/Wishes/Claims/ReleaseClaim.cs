using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.StandBy;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>The claimer gives the wish back; it is open again at once.</summary>
public sealed class ReleaseClaim(
    WishAccess access, HeldClaims held, WishClaimStore claims, ClaimAllowance allowance, WishMoves moves, StandByOffers offers)
    : Operation<ClaimReasonRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/release");
        Group<People>();
        Moves(RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.LeaseOver, WishErrors.WrongState);
    }

    protected override async Task<IResult> Handle(ClaimReasonRequest request, CancellationToken ct)
    {
        var seen = await access.Visible(Id, Caller);
        return await Call.Move(tx => held.Move(tx, seen, Caller, (wish, now) => Release(tx, wish, request.Reason, now), alsoCoordinator: true));
    }

    /// <summary>Giving a wish back early lowers nothing: it is open again at once, and the contact is locked.</summary>
    private async Task Release(Tx tx, Wish wish, string reason, DateTimeOffset now)
    {
        WishRules.RequireMoved(await claims.Release(tx, wish.Id, wish.Status, wish.ClaimerId!.Value, now));
        await claims.EndClaim(tx, wish.Id, ClaimOutcome.Released, now);
        await allowance.CoolDown(tx, wish, now);
        var actor = wish.ClaimerId == Caller.UserId ? WishActor.Claimer : WishActor.Coordinator;
        await moves.Record(tx, wish, new WishMove(WishAction.Release, wish.Status, WishStatus.Open, actor, Caller.UserId, reason), now);
        await offers.OfferNext(tx, wish, now);
    }
}
