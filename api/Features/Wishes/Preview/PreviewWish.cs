using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// What <see cref="PostWishRequest"/> takes, as far as others will read it. The contact may be missing still; with it, the text is
/// searched for it.
/// </summary>
public sealed record PreviewWishRequest(
    [property: Needed] EntityId? CommunityId,
    [property: Needed] WishCategory? Category,
    [property: Text(2, 40)] string Title,
    [property: Text(5, 1000)] string Story,
    WishContact? Contact,
    IReadOnlyList<WishItemRequest>? Items,
    DateTimeOffset? DeliverBy);

/// <param name="Warnings">Personal details in the text; they stop nobody from posting.</param>
/// <param name="Similar">Wishes that may be the same: to follow one may be better than to post another.</param>
public sealed record PreviewWishResponse(
    PreviewedWishView PublicView, IReadOnlyList<DetailWarningView> Warnings, IReadOnlyList<SimilarWishView> Similar);

/// <summary>What others would read if staff approved the text as it is: named as in <see cref="PublicWishView"/>.</summary>
public sealed record PreviewedWishView(
    EntityId CommunityId, string CommunityName, WishCategory Category, string Title, string Story, DateOnly? WantedBy, bool IsCrowd,
    IReadOnlyList<PreviewedItemView> Items);

public sealed record PreviewedItemView(string Name, string Unit, int Quantity);

/// <summary>Shows the author what a wish would look like to others, before it is posted. Nothing of it is kept anywhere.</summary>
public static class PreviewWish
{
    public static async Task<PreviewWishResponse> Handle(
        PreviewWishRequest body, Caller caller, AreaStore areas, SimilarWishes similar, IOptions<WishOptions> options, TimeProvider time)
    {
        var items = CrowdItems.Read(body.Items);
        var wantedBy = PostWish.WantedBy(body.DeliverBy, options.Value, time.Now());
        var place = await areas.PlaceIn(body.CommunityId!.Value, "communityId");
        var text = new WishText(body.Title, body.Story);
        return new PreviewWishResponse(
            new PreviewedWishView(
                body.CommunityId.Value, await areas.NameOf(place.CommunityId), body.Category!.Value, text.Title, text.Story, wantedBy,
                items.Count > 0, [.. items.Select(item => new PreviewedItemView(item.Name, item.Unit, item.Quantity))]),
            DetailWarnings.Of(text, body.Contact),
            await similar.ForAuthor(caller, place, text));
    }
}
