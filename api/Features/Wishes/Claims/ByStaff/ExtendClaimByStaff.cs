using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Claims.ByStaff;

/// <summary>Staff give a claim more time, once.</summary>
public sealed class ExtendClaimByStaff(
    WishAccess access, StaffHeldClaims held, StaffClaimStore store, WishClaimStore claims, WishMoves moves, IOptions<WishOptions> options)
    : Operation<WishReasonRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/extend-claim");
        Group<Staff>();
        Moves(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, RequestErrors.CaseChanged, WishErrors.ExtensionUsed);
    }

    protected override async Task<IResult> Handle(WishReasonRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        return await Call.Move(tx => held.Move(tx, seen, Caller, request.Version, (wish, now) => Extend(tx, wish, request.Reason, now)));
    }

    private async Task Extend(Tx tx, Wish wish, string reason, DateTimeOffset now)
    {
        if (await store.UseExtension(tx, wish.ClaimId!.Value, now) == 0)
            throw new Refusal(WishErrors.ExtensionUsed, "社区已经为这次认领延长过一次时间了");
        WishRules.RequireMoved(await claims.Extend(tx, wish.Id, wish.Status, wish.ClaimerId!.Value, Leases.Extended(options.Value, wish, now), now));
        await moves.Record(tx, wish, new WishMove(WishAction.ExtendClaim, wish.Status, wish.Status, WishActor.Staff, Caller.UserId, reason), now);
    }
}
