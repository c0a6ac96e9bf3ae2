using LinYuan.Api.Features.Wishes;

namespace LinYuan.Seeding.Wishes;

internal sealed record WishStep(
    DateTimeOffset At, WishAction Action, WishStatus? From, WishStatus To, WishActor Actor, long ActorId, string? Reason = null);

/// <summary>The steps by which a wish came to where it is, as its timeline shows them.</summary>
internal static class WishTrail
{
    public static IEnumerable<WishStep> Of(PlannedWish wish)
    {
        var times = wish.Times;
        yield return new(times.Submitted, WishAction.Submit, null, WishStatus.PendingReview, WishActor.Author, wish.AuthorId);
        if (times.Published is { } published)
            yield return new(published, WishAction.Approve, WishStatus.PendingReview, WishStatus.Open, WishActor.Staff, wish.StaffId);
        if (times.Claimed is { } claimed)
            yield return new(claimed, WishAction.Claim, WishStatus.Open, WishStatus.Claimed, WishActor.Claimer, wish.ClaimerId!.Value);
        if (times.Contacted is { } contacted)
            yield return new(contacted, WishAction.Contacted, WishStatus.Claimed, WishStatus.InProgress, WishActor.Claimer, wish.ClaimerId!.Value);
        foreach (var step in End(wish))
            yield return step;
    }

    private static IEnumerable<WishStep> End(PlannedWish wish) => (wish.Fate, wish.Score) switch
    {
        (WishFate.Fulfilled, null) => [WithCode(wish)],
        (WishFate.Fulfilled, _) => [Delivery(wish, WishStatus.InProgress, WishActor.Claimer, wish.ClaimerId!.Value), Confirmation(wish)],
        // Its pledges are not kept one by one: the staff handed over what had been gathered.
        (WishFate.CrowdFulfilled, _) => [Delivery(wish, WishStatus.Open, WishActor.Staff, wish.StaffId), Confirmation(wish)],
        (WishFate.Unmet, _) => [Closing(wish, WishAction.Cannot, WishStatus.Unmet, WishActor.Staff, wish.StaffId)],
        (WishFate.Withdrawn, _) => [Closing(wish, WishAction.Withdraw, WishStatus.Withdrawn, WishActor.Author, wish.AuthorId)],
        _ => [],
    };

    /// <summary>The resident told the claimer the handover code, which confirms at once; there is no score.</summary>
    private static WishStep WithCode(PlannedWish wish) => new(
        wish.Times.Delivered!.Value, WishAction.DeliverWithCode, WishStatus.InProgress, WishStatus.Fulfilled, WishActor.Claimer,
        wish.ClaimerId!.Value);

    private static WishStep Delivery(PlannedWish wish, WishStatus from, WishActor actor, long actorId) =>
        new(wish.Times.Delivered!.Value, WishAction.Deliver, from, WishStatus.Delivered, actor, actorId);

    private static WishStep Confirmation(PlannedWish wish) =>
        new(wish.Times.Closed!.Value, WishAction.Confirm, WishStatus.Delivered, WishStatus.Fulfilled, WishActor.Author, wish.AuthorId);

    private static WishStep Closing(PlannedWish wish, WishAction action, WishStatus to, WishActor actor, long actorId) =>
        new(wish.Times.Closed!.Value, action, WishStatus.Open, to, actor, actorId, wish.Reason);
}
