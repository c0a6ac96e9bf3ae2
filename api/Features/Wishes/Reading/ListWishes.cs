using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Registrations.Offers.Core;
using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Features.Wishes.Lists;
using LinYuan.Api.Features.Wishes.UnitClaims;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Wishes.Reading;

/// <param name="AreaId">The area that they lie in, of any level; everywhere unless told.</param>
/// <param name="Status">In which state they are; any unless told.</param>
/// <param name="Category">Of which of the eight kinds they are; any unless told.</param>
/// <param name="Cold"><c>true</c>: only those that nobody takes on although they wait for long, oldest first; alone or with an area.</param>
public sealed record ListWishesRequest(string? AreaId, WishStatus? Status, WishCategory? Category, bool? Cold, PageQuery Page);

/// <summary>
/// Anyone reads the wall of wishes, newest first: reviewed text only. With <c>cold=true</c>, alone or with an area, it shows those that
/// nobody takes on although they wait for long, oldest first.
/// </summary>
public sealed class ListWishes(
    Db db, PublicWishStore wishes, CrowdStore crowd, GroupClaimStore groups, WaitLists waiting, AreaStore areas) : ReadOperation<ListWishesRequest, Page<PublicWishView>>
{
    public override void Configure()
    {
        Get("/wishes");
        Group<Open>();
        Reads();
        Keeps(WishesModule.Shelf);
    }

    protected override Task<Page<PublicWishView>> Read(ListWishesRequest request, CancellationToken ct) =>
        WaitLists.Asked(isFiltered: request.Status is not null || request.Category is not null, (WishMark.Cold, request.Cold)) is { } mark
            ? ListMarked(request, mark)
            : ListAll(request);

    private async Task<Page<PublicWishView>> ListAll(ListWishesRequest request)
    {
        var page = request.Page;
        var before = page.AfterOr(long.MaxValue);
        var subtree = await areas.SubtreeOf(request.AreaId);
        var (rows, crowds, claimedFor) = await db.Read(async session =>
        {
            var listed = await wishes.List(session, subtree, request.Status, request.Category, before, page.Rows);
            return (
                listed,
                await crowd.PartsOf(session, [.. listed.Where(row => row.IsCrowd).Select(row => row.Id)]),
                await groups.NamesOf(session, [.. listed.Select(row => row.ClaimId).OfType<long>()]));
        });
        return await page.Cut(rows, row => [row.Id], async row =>
            WishViews.Public(row, crowds.GetValueOrDefault(row.Id), await areas.NameOf(row.CommunityId)) with
            {
                ClaimedFor = ClaimedForView.Of(claimedFor.GetValueOrDefault(row.ClaimId ?? 0)),
            });
    }

    private async Task<Page<PublicWishView>> ListMarked(ListWishesRequest request, WishMark mark)
    {
        var subtree = await areas.SubtreeOf(request.AreaId);
        var rows = await db.Read(session => waiting.List(session, subtree, mark, request.Page));
        return await request.Page.Cut(rows, row => [row.Id], async row => WishViews.Public(row, await areas.NameOf(row.Place.CommunityId)));
    }
}
