using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Clues.Core;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Clues.Public;

/// <param name="AreaId">Narrows the list to this area's subtree.</param>
/// <param name="Status">The one state in which they are.</param>
/// <param name="Class">What they are about.</param>
/// <param name="Near">Of the trouble, not of the person who asks. Distances are to some hundred metres.</param>
/// <param name="CoordinateSystem">Of <paramref name="Near"/>: <c>gcj02</c>, <c>wgs84</c> or <c>bd09</c>; GCJ-02 when it is left out.</param>
/// <param name="RadiusMeters">How far around, in metres; only with <paramref name="Near"/>.</param>
public sealed record ListCluesRequest(
    string? AreaId, ClueStatus? Status, ClueClass? Class, string? Near, string? CoordinateSystem, string? RadiusMeters, PageQuery Page);

/// <summary>
/// Anyone lists the clues that staff have taken up and written a public text for: nearest first with <c>near</c>, else newest first.
/// </summary>
public sealed class ListClues(
    Db db, ClueListStore lists, ClueViews views, AreaStore areas) : ReadOperation<ListCluesRequest, Page<PublicClueView>>
{
    private const int DefaultRadius = 200;
    private const int LargestRadius = 5_000;
    private const int FirstReach = 100;

    public override void Configure()
    {
        Get("/clues");
        Group<Open>();
        Reads();
        Keeps(CluesModule.Shelf);
    }

    protected override async Task<Page<PublicClueView>> Read(ListCluesRequest request, CancellationToken ct)
    {
        var page = request.Page;
        var near = NearQuery.ReadPlace(request.Near, request.CoordinateSystem);
        var radius = NearQuery.ReadRadius(request.RadiusMeters, near, DefaultRadius, LargestRadius);
        var filter = new ClueFilter(await areas.SubtreeOf(request.AreaId), request.Status, request.Class, OnlyInWork: false);
        if (near is not null)
        {
            var start = page.Keys(2) is [var meters, var id] ? new NearPosition(meters, id) : new NearPosition(0, 0);
            var found = await db.Read(session => Nearest(session, near, filter, radius, start, page.Rows));
            return await page.Cut(found, row => [row.Meters, row.Clue.Id], async row =>
                ClueViews.Public(row.Clue, await views.PlaceNameOf(row.Clue), row.Meters));
        }
        var before = page.AfterOr(long.MaxValue);
        var rows = await db.Read(session => lists.ListPublic(session, filter, before, page.Rows));
        return await page.Cut(rows, row => [row.Id], async row => ClueViews.Public(row, await views.PlaceNameOf(row)));
    }

    /// <summary>A full page within a short reach is the same page as within the whole radius, and costs far fewer rows.</summary>
    private async Task<IReadOnlyList<NearClue>> Nearest(
        DbSession session, GeoPoint near, ClueFilter filter, int radius, NearPosition after, int rows)
    {
        var reach = (int)Math.Min(radius, Math.Max(FirstReach, after.Meters * 2));
        while (true)
        {
            var found = await lists.ListNear(session, near, filter, reach, after, rows);
            if (found.Count == rows || reach == radius)
                return found;
            reach = Math.Min(radius, reach * 4);
        }
    }
}
