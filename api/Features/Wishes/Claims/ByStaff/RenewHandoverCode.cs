using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Claims.Delivery;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Claims.ByStaff;

/// <summary>Staff replace the handover code of a claim; the old one is worthless.</summary>
public sealed class RenewHandoverCode(WishAccess access, StaffHeldClaims held, StaffClaimStore store, WishMoves moves) : Operation<WishReasonRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/handover-code/renew");
        Group<Staff>();
        Moves(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, RequestErrors.CaseChanged);
    }

    protected override async Task<IResult> Handle(WishReasonRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        return await Call.Move(tx => held.Move(tx, seen, Caller, request.Version, (wish, now) => Renew(tx, wish, request.Reason, now)));
    }

    private async Task Renew(Tx tx, Wish wish, string reason, DateTimeOffset now)
    {
        WishRules.RequireMoved(await store.RenewCode(tx, wish.Id, HandoverCodes.NewCode(), now));
        await moves.Record(tx, wish, new WishMove(WishAction.RenewHandoverCode, wish.Status, wish.Status, WishActor.Staff, Caller.UserId, reason), now);
    }
}
