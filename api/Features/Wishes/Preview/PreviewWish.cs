using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Duplicates;
using LinYuan.Api.Features.Wishes.Posting;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Validation;

namespace LinYuan.Api.Features.Wishes.Preview;

/// <summary>
/// What <see cref="PostWishRequest"/> takes, as far as others will read it. The contact may be missing still; with it, the text is
/// searched for it.
/// </summary>
[ValidatableType]
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

/// <summary>The author sees what a wish would look like to others, before it is posted. Nothing of it is kept anywhere.</summary>
public sealed class PreviewWish(AreaStore areas, SimilarWishes similar, IOptions<WishOptions> options, TimeProvider time)
    : Operation<PreviewWishRequest, PreviewWishResponse>
{
    public override void Configure()
    {
        Post("/wishes/preview");
        Group<People>();
        Computes();
    }

    protected override async Task<IResult> Handle(PreviewWishRequest request, CancellationToken ct)
    {
        var items = CrowdItems.Read(request.Items);
        var wantedBy = WantedBy.Read(request.DeliverBy, options.Value, time.Now());
        var place = await areas.PlaceIn(request.CommunityId!.Value, "communityId");
        var text = new WishText(request.Title, request.Story);
        return TypedResults.Ok(new PreviewWishResponse(
            new PreviewedWishView(
                request.CommunityId.Value, await areas.NameOf(place.CommunityId), request.Category!.Value, text.Title, text.Story, wantedBy,
                items.Count > 0, [.. items.Select(item => new PreviewedItemView(item.Name, item.Unit, item.Quantity))]),
            DetailWarnings.Of(text, request.Contact),
            await similar.ForAuthor(Caller, place, text)));
    }
}
