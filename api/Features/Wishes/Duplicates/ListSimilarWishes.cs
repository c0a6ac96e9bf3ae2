using FastEndpoints;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Duplicates;

/// <summary>Staff who review a wish see those of their area that may be the same.</summary>
public sealed class ListSimilarWishes(WishAccess access, SimilarWishes similar) : ReadOperation<EmptyRequest, Whole<StaffSimilarWishView>>
{
    public override void Configure()
    {
        Get("/wishes/{id}/similar");
        Group<Staff>();
        Reads(RequestErrors.NotFound, WishErrors.OwnCase);
    }

    protected override async Task<Whole<StaffSimilarWishView>> Read(EmptyRequest request, CancellationToken ct) =>
        new(await similar.ForReviewer(Caller, (await access.ForReview(Id, Caller)).Wish));
}
