using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy.Details;
using LinYuan.Api.Shared.Time;
using LinYuan.Api.Shared.Versions;
using LinYuan.Api.Shared.WeChat;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Review;

/// <param name="PublicTitle">What others read instead of the author's own title; the author's, when left out.</param>
/// <param name="PublicStory">Likewise for the story.</param>
/// <param name="EstimatedYuan">What it costs about, by the reviewer; the author's guess counts, when left out.</param>
/// <param name="Version">Of the wish as the reviewer read it; without it, the decision is on what was posted first.</param>
[ValidatableType]
public sealed record ApproveWishRequest(
    [property: Text(2, 40, Optional = true)] string? PublicTitle, [property: Text(5, 1000, Optional = true)] string? PublicStory,
    [property: Between(0, 1_000_000)] int? EstimatedYuan, [property: Between(1, int.MaxValue)] int? Version = null);

/// <summary>Staff let a wish be seen and claimed, in the public words that they settle.</summary>
public sealed class ApproveWish(
    WishAccess access, WishStore wishes, ReviewStore reviews, WishMoves moves, CrowdPledging pledging, TextChecks texts, IOptions<WishOptions> options,
    TimeProvider time) : Operation<ApproveWishRequest, WishView>
{
    protected override bool IsBodyOptional => true;

    public override void Configure()
    {
        Post("/wishes/{id}/approve");
        Group<Staff>();
        Moves(
            RequestErrors.NotFound, WishErrors.OwnCase, WishErrors.AppealElsewhere, WishErrors.WrongState, RequestErrors.CaseChanged,
            WishErrors.OverValueCap, WeChatRefusals.RiskyContent, WishErrors.PersonalDetails);
    }

    protected override async Task<IResult> Handle(ApproveWishRequest request, CancellationToken ct)
    {
        var seen = await access.ForReview(Id, Caller);
        // What staff write is read by everyone as well.
        return await Call.After(
            () => texts.RequireNotRisky(Caller.UserId, TextScene.Forum, $"{request.PublicTitle}\n{request.PublicStory}".Trim()),
            () => Call.Move(tx => Approve(tx, seen, request)));
    }

    private async Task<WishView> Approve(Tx tx, SeenWish seen, ApproveWishRequest request)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        // Read again under the lock: the author may have handed in other words since, or have appealed.
        if (await pledging.Lock(tx, id) is not { Text: { } text, Status: WishStatus.PendingReview } wish)
            throw new Refusal(WishErrors.WrongState);
        WishRules.Require(WishRules.Review(wish, Caller));
        // What becomes public is what somebody has read: without a version that can only be what was posted first.
        await access.RequireVersion(tx, wish, request.Version ?? CaseVersions.First);
        await RequireUnderCap(tx, wish, request.EstimatedYuan);
        var reviewed = Reviewed(text, request);
        var own = (await wishes.FindContact(tx, id))?.Own;
        if (PersonalDetails.Has(reviewed.Title, own) || PersonalDetails.Has(reviewed.Story, own))
            throw new Refusal(WishErrors.PersonalDetails);
        WishRules.RequireMoved(await wishes.Publish(tx, wish, reviewed, now));
        if (wish.IsCrowd)
            await pledging.Begin(tx, id, now);
        var to = wish.IsCrowd ? WishStatus.Pledging : WishStatus.Open;
        await moves.Record(tx, wish, new WishMove(WishAction.Approve, WishStatus.PendingReview, to, WishActor.Staff, Caller.UserId), now);
        return await access.View(tx, seen, Caller, now);
    }

    private async Task RequireUnderCap(Tx tx, Wish wish, int? reviewerYuan)
    {
        var cap = options.Value.ValueCapYuan;
        if (ReviewRules.IsOverCap(wish, reviewerYuan, cap))
            throw new Refusal(WishErrors.OverValueCap, $"估价超过 {cap} 元，请点「请作者修改」，让作者逐项列出物品，改成众筹微心愿");
        if (reviewerYuan is { } yuan)
            await reviews.SetReviewerYuan(tx, wish.Id, yuan);
    }

    private static WishText Reviewed(WishText text, ApproveWishRequest request) => new(
        string.IsNullOrEmpty(request.PublicTitle) ? text.Title : request.PublicTitle,
        string.IsNullOrEmpty(request.PublicStory) ? text.Story : request.PublicStory);
}
