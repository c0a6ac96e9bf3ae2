using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Claims.Delivery;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Review;

/// <param name="Version">Of the wish as whoever decides read it.</param>
[ValidatableType]
public sealed record ResolveDisputeRequest([property: Needed] WishStatus? Outcome, [property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>Staff decide after the resident said that it was not done.</summary>
public sealed class ResolveWishDispute(
    WishAccess access, WishDecisions decisions, WishOutcomes outcomes, ViewerRelationStore relations) : Operation<ResolveDisputeRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/resolve-dispute");
        Group<Staff>();
        Moves(RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.WrongState, RequestErrors.CaseChanged);
    }

    protected override async Task<IResult> Handle(ResolveDisputeRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        var outcome = request.Outcome!.Value;
        var decision = new WishDecision(WishAction.ResolveDispute, WishStatus.Disputed, outcome, Reason: null, request.Version);
        return await Call.Move(tx => decisions.Make(tx, seen, Caller, decision, (wish, now) => Resolve(tx, wish, outcome, now)));
    }

    /// <summary>Nobody decides a dispute about their own help, nor one that they spoke up in for the resident.</summary>
    private async Task<int> Resolve(Tx tx, Wish wish, WishStatus outcome, DateTimeOffset now)
    {
        var relation = await relations.Of(tx, wish.Id, Caller.UserId);
        WishRules.Require(WishRules.OwnHelp(relation) ?? WishRules.OwnCase(wish, Caller, relation.HasActed));
        return await outcomes.Resolve(tx, wish, outcome, now);
    }
}
