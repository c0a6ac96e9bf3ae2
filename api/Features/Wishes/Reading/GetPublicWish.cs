using FastEndpoints;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Reading;

/// <summary>Anyone reads a wish, once it was reviewed.</summary>
public sealed class GetPublicWish(Db db, WishStore wishes, AreaStore areas) : ReadOperation<EmptyRequest, PublicWishView>
{
    public override void Configure()
    {
        Get("/wishes/{id}");
        Group<Open>();
        Reads(RequestErrors.NotFound);
        Keeps(WishesModule.Shelf);
    }

    protected override async Task<PublicWishView> Read(EmptyRequest request, CancellationToken ct) =>
        await db.Read(session => wishes.Find(session, Id.Value)) is { IsPublic: true } wish
            ? WishViews.Public(wish, await areas.NameOf(wish.Place.CommunityId))
            : throw new Refusal(RequestErrors.NotFound);
}
