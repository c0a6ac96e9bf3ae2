using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Features.Wishes.Proxies;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Posting;

/// <summary>One item of a crowd wish (众筹微心愿).</summary>
public sealed record WishItemRequest([property: Text(1, 30)] string Name, [property: Text(1, 10)] string Unit, [property: Between(1, 100000)] int Quantity);

/// <param name="Contact">May be left out, or have no phone, only on behalf of a represented person: theirs is taken then.</param>
/// <param name="Items">Up to 20 make it a crowd wish, which many pledge together; none, or an empty list, an ordinary one.</param>
/// <param name="DeliverBy">Until when the help is wanted: a date, or a moment of that day.</param>
/// <param name="EstimatedYuan">What it costs about, in yuan, for the reviewers only; what is too much for one giver must become a crowd wish.</param>
/// <param name="OnBehalf">For a person without a phone, who told the caller number and code of the card.</param>
[ValidatableType]
public sealed record PostWishRequest(
    [property: Needed] EntityId? CommunityId,
    [property: Needed] WishCategory? Category,
    [property: Text(2, 40)] string Title,
    [property: Text(5, 1000)] string Story,
    WishContact? Contact,
    IReadOnlyList<WishItemRequest>? Items,
    DateTimeOffset? DeliverBy,
    [property: Between(0, 1_000_000)] int? EstimatedYuan,
    OnBehalfRequest? OnBehalf);

/// <summary>A resident posts a wish. Its text is checked first; staff read it before anyone else does.</summary>
public sealed class PostWish(
    WishPreparation preparation, WishAccess access, WishStore wishes, WishMoves moves, CrowdStore crowd, ProxyConsents proxies,
    IOptions<WishOptions> options, TimeProvider time) : Operation<PostWishRequest, WishView>
{
    public override void Configure()
    {
        Post("/wishes");
        Group<People>();
        Creates([WeChatRefusals.RiskyContent, WishErrors.OpenLimit, ProxyErrors.OtherCommunity, .. ProxyConsents.Refusals]);
    }

    protected override Task<IResult> Handle(PostWishRequest request, CancellationToken ct) => Call.After(
        () => preparation.Prepare(request, Caller),
        prepared => Call.Create(tx => Enter(tx, prepared), view => $"/api/v1/wishes/{view.Id}"));

    private async Task<WishView> Enter(Tx tx, PreparedWish prepared)
    {
        var now = time.Now();
        // The card before anything of the case, as where a person's data is erased: no wish slips in behind an erasure.
        await proxies.Hold(tx, prepared.Consent);
        await RequireRoom(tx, prepared.Wish);
        var id = await wishes.Insert(tx, prepared.Wish, now);
        await proxies.Use(tx, prepared.Consent, id, Caller, ProxyAct.File, now);
        if (prepared.Items.Count > 0)
            await crowd.SetItems(tx, id, prepared.Items);
        var wish = (await wishes.Find(tx, id))!;
        await moves.Record(tx, wish, new WishMove(
            WishAction.Submit, null, WishStatus.PendingReview, WishActor.Author, Caller.UserId, OnBehalf: prepared.Consent is not null), now);
        return WishViews.For(await access.ContextOf(tx, id, Caller, now), prepared.CommunityName) with { Similar = prepared.Similar };
    }

    /// <summary>The author's row is locked, and the card of whom it is for: wishes posted at once cannot share the last place under the limit.</summary>
    private async Task RequireRoom(Tx tx, NewWish wish)
    {
        if (await wishes.CountAwaitingHelp(tx, wish.AuthorId, wish.RepresentedId) >= options.Value.OpenWishes)
            throw new Refusal(WishErrors.OpenLimit);
    }
}
