using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.Versions;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <param name="PublicTitle">What others read instead of the author's own title; the author's, when left out.</param>
/// <param name="PublicStory">Likewise for the story.</param>
/// <param name="EstimatedYuan">What it costs about, by the reviewer; the author's guess counts, when left out.</param>
/// <param name="Version">Of the wish as the reviewer read it; without it, the decision is on what was posted first.</param>
public sealed record ApproveWishRequest(
    [property: Text(2, 40, Optional = true)] string? PublicTitle, [property: Text(5, 1000, Optional = true)] string? PublicStory,
    [property: Between(0, 1_000_000)] int? EstimatedYuan, [property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>A reason that the author reads; for "cannot" everyone does.</summary>
/// <param name="Version">Of the wish as whoever decides read it.</param>
public sealed record WishReasonRequest([property: Text(2, 200)] string Reason, [property: Between(1, int.MaxValue)] int? Version = null);

/// <param name="Version">Of the wish as whoever decides read it.</param>
public sealed record ResolveDisputeRequest([property: Needed] WishStatus? Outcome, [property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>What staff decide about wishes of their area.</summary>
public sealed class ReviewWish(
    WishAccess access, WishStore wishes, ReviewStore reviews, WishMoves moves, WishOutcomes outcomes, StandByOffers offers, CrowdPledging pledging,
    WishPartStore parts, TextChecks texts, IOptions<WishOptions> options, TimeProvider time)
{
    /// <summary>Staff let a wish be seen and claimed, in the public words that they settle.</summary>
    public static Task<IResult> Approve(EntityId id, ApproveWishRequest? body, Caller caller, IdempotentCall call, ReviewWish review) =>
        review.Approve(id, body ?? new ApproveWishRequest(null, null, null), caller, call);

    /// <summary>Staff send a wish back to its author with what is missing.</summary>
    public static Task<IResult> AskChanges(EntityId id, WishReasonRequest body, Caller caller, IdempotentCall call, ReviewWish review) =>
        review.TurnBack(id, caller, call, new Decision(WishAction.AskChanges, WishStatus.PendingReview, WishStatus.Draft, body.Reason, body.Version));

    /// <summary>Staff turn a wish down, with a reason.</summary>
    public static Task<IResult> Reject(EntityId id, WishReasonRequest body, Caller caller, IdempotentCall call, ReviewWish review) =>
        review.TurnBack(id, caller, call, new Decision(WishAction.Reject, WishStatus.PendingReview, WishStatus.Rejected, body.Reason, body.Version));

    /// <summary>Staff say openly that a wish cannot be fulfilled, and why.</summary>
    public static Task<IResult> Cannot(EntityId id, WishReasonRequest body, Caller caller, IdempotentCall call, ReviewWish review) =>
        review.GiveUp(id, body, caller, call);

    /// <summary>Staff decide after the resident said that it was not done.</summary>
    public static Task<IResult> ResolveDispute(EntityId id, ResolveDisputeRequest body, Caller caller, IdempotentCall call, ReviewWish review) =>
        review.Resolve(id, body, caller, call);

    private async Task<IResult> Approve(EntityId id, ApproveWishRequest body, Caller caller, IdempotentCall call)
    {
        var seen = await access.ForReview(id, caller);
        // What staff write is read by everyone as well.
        return await call.After(
            () => texts.RequireNotRisky(caller.UserId, TextScene.Forum, $"{body.PublicTitle}\n{body.PublicStory}".Trim()),
            () => call.Move(tx => Approve(tx, seen, body, caller)));
    }

    private Task<IResult> TurnBack(EntityId id, Caller caller, IdempotentCall call, Decision decision) =>
        Decide(id, caller, call, decision, (tx, wish, _) =>
        {
            WishRules.Require(WishRules.Review(wish, caller));
            return decision.To == WishStatus.Draft
                ? reviews.AskChanges(tx, wish.Id, decision.Reason!)
                : reviews.Reject(tx, wish.Id, decision.Reason!, caller.UserId);
        });

    private Task<IResult> GiveUp(EntityId id, WishReasonRequest body, Caller caller, IdempotentCall call) =>
        Decide(id, caller, call, new Decision(WishAction.Cannot, WishStatus.Open, WishStatus.Unmet, body.Reason, body.Version), async (tx, wish, now) =>
            PersonalDetails.Has(body.Reason, (await wishes.FindContact(tx, wish.Id))?.Own)
                ? throw new Refusal(WishErrors.PersonalDetails)
                : await wishes.GiveUp(tx, wish.Id, body.Reason, now));

    /// <summary>Nobody decides a dispute about their own help, nor one that they spoke up in for the resident.</summary>
    private Task<IResult> Resolve(EntityId id, ResolveDisputeRequest body, Caller caller, IdempotentCall call) =>
        Decide(id, caller, call, new Decision(WishAction.ResolveDispute, WishStatus.Disputed, body.Outcome!.Value, null, body.Version), async (tx, wish, now) =>
        {
            var part = await parts.Of(tx, wish.Id, caller.UserId);
            WishRules.Require(WishRules.OwnHelp(part) ?? WishRules.OwnCase(wish, caller, part.HasActed));
            return await outcomes.Resolve(tx, wish, body.Outcome!.Value, now);
        });

    private async Task<WishView> Approve(Tx tx, SeenWish seen, ApproveWishRequest body, Caller caller)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        // Read again under the lock: the author may have handed in other words since, or have appealed.
        if (await pledging.Lock(tx, id) is not { Text: { } text, Status: WishStatus.PendingReview } wish)
            throw new Refusal(WishErrors.WrongState);
        WishRules.Require(WishRules.Review(wish, caller));
        // What becomes public is what somebody has read: without a version that can only be what was posted first.
        await access.RequireVersion(tx, wish, body.Version ?? CaseVersions.First);
        await RequireUnderCap(tx, wish, body.EstimatedYuan);
        var reviewed = Reviewed(text, body);
        var own = (await wishes.FindContact(tx, id))?.Own;
        if (PersonalDetails.Has(reviewed.Title, own) || PersonalDetails.Has(reviewed.Story, own))
            throw new Refusal(WishErrors.PersonalDetails);
        WishRules.RequireMoved(await wishes.Publish(tx, wish, reviewed, now));
        if (wish.IsCrowd)
            await pledging.Begin(tx, id, now);
        var to = wish.IsCrowd ? WishStatus.Pledging : WishStatus.Open;
        await moves.Record(tx, wish, new WishMove(WishAction.Approve, WishStatus.PendingReview, to, WishActor.Staff, caller.UserId), now);
        return await access.View(tx, seen, caller, now);
    }

    private async Task<IResult> Decide(
        EntityId id, Caller caller, IdempotentCall call, Decision decision, Func<Tx, Wish, DateTimeOffset, Task<int>> move)
    {
        var seen = await access.ForReview(id, caller);
        return await call.After(
            () => texts.RequireNotRisky(caller.UserId, TextScene.Forum, decision.PublicReason),
            () => call.Move(async tx =>
            {
                var now = time.Now();
                var wish = (await pledging.Lock(tx, id.Value))!;
                // Whoever is too late for any decision hears that first.
                if (wish.Status == decision.From)
                    await access.RequireVersion(tx, wish, decision.Version);
                WishRules.RequireMoved(await move(tx, wish, now));
                await moves.Record(
                    tx, wish, new WishMove(decision.Action, decision.From, decision.To, WishActor.Staff, caller.UserId, decision.Reason), now);
                if (decision.To == WishStatus.Open)
                    await offers.OfferNext(tx, wish, now);
                return await access.View(tx, seen, caller, now);
            }));
    }

    private async Task RequireUnderCap(Tx tx, Wish wish, int? reviewerYuan)
    {
        var cap = options.Value.ValueCapYuan;
        if (ReviewRules.IsOverCap(wish, reviewerYuan, cap))
            throw new Refusal(WishErrors.OverValueCap, $"估价超过 {cap} 元，请点「请作者修改」，让作者逐项列出物品，改成众筹微心愿");
        if (reviewerYuan is { } yuan)
            await reviews.SetReviewerYuan(tx, wish.Id, yuan);
    }

    private static WishText Reviewed(WishText text, ApproveWishRequest body) => new(
        string.IsNullOrEmpty(body.PublicTitle) ? text.Title : body.PublicTitle,
        string.IsNullOrEmpty(body.PublicStory) ? text.Story : body.PublicStory);

    private sealed record Decision(WishAction Action, WishStatus From, WishStatus To, string? Reason, int? Version)
    {
        /// <summary>What everyone is going to read of it; empty where the author alone reads the reason.</summary>
        public string PublicReason => Action == WishAction.Cannot ? Reason! : "";
    }
}
