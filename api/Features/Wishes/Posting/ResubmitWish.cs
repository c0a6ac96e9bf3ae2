using LinYuan.Api.Features.Wishes.Actions;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Features.Wishes.Review;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes.Posting;

/// <summary>The author hands a wish in again after staff asked for changes.</summary>
public sealed class ResubmitWish(
    ProxyConsents proxies, WishPreparation preparation, WishStore wishes, WishMoves moves, CrowdStore crowd, WishVersions versions,
    WishRepeatStore repeats, TimeProvider time) : Operation<PostWishRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes/{id}/submit");
        Group<People>();
        Moves([
            RequestErrors.NotFound, RequestErrors.AccessDenied, WishErrors.WrongState, WishErrors.AlreadyDone, WeChatRefusals.RiskyContent,
            ProxyErrors.OtherCommunity, .. ProxyConsents.Refusals,
        ]);
    }

    protected override async Task<IResult> Handle(PostWishRequest request, CancellationToken ct)
    {
        var seen = await proxies.Find(Id, Caller, request.OnBehalf);
        return await Call.After(
            () => preparation.Prepare(request, Caller, seen.Wish),
            prepared => Call.Move(tx => Resubmit(tx, seen, prepared)));
    }

    private async Task<WishView> Resubmit(Tx tx, SeenWish seen, PreparedWish prepared)
    {
        var (id, now) = (seen.Wish.Id, time.Now());
        await proxies.Use(tx, prepared.Consent, id, Caller, ProxyAct.Resubmit, now);
        await versions.Keep(tx, id, now);
        if (await wishes.Resubmit(tx, id, prepared.Wish, now) == 0)
            throw await repeats.WhyNot(tx, id, WishAction.Submit, Caller);
        await crowd.SetItems(tx, id, prepared.Items);
        var move = new WishMove(
            WishAction.Submit, WishStatus.Draft, WishStatus.PendingReview, WishActor.Author, Caller.UserId, OnBehalf: prepared.Consent is not null);
        await moves.Record(tx, seen.Wish, move, now);
        var view = await proxies.View(tx, seen with { CommunityName = prepared.CommunityName }, prepared.Consent, Caller, now);
        return view with { Similar = prepared.Similar };
    }
}
