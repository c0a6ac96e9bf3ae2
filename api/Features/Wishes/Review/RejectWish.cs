using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Review;

/// <summary>Staff turn a wish down, with a reason.</summary>
public sealed class RejectWish(WishAccess access, WishDecisions decisions, ReviewStore reviews) : Operation<WishReasonRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/reject");
        Group<Staff>();
        Moves(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.AppealElsewhere, WishErrors.WrongState, RequestErrors.CaseChanged);
    }

    protected override async Task<IResult> Handle(WishReasonRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        var decision = new WishDecision(WishAction.Reject, WishStatus.PendingReview, WishStatus.Rejected, request.Reason, request.Version);
        return await Call.Move(tx => decisions.Make(tx, seen, Caller, decision, (wish, _) =>
        {
            WishRules.Require(WishRules.Review(wish, Caller));
            return reviews.Reject(tx, wish.Id, request.Reason, Caller.UserId);
        }));
    }
}
