using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using Microsoft.AspNetCore.Mvc;

namespace LinYuan.Api.Features.Clues;

/// <summary>What a list of clues is asked for, as it stands in the query.</summary>
/// <param name="Near">Of the trouble, not of the person who asks. Distances are to some hundred metres.</param>
/// <param name="CoordinateSystem">Of <paramref name="Near"/>: <c>gcj02</c>, <c>wgs84</c> or <c>bd09</c>; GCJ-02 when it is left out.</param>
public sealed record ClueQuery(
    [FromQuery(Name = "areaId")] string? AreaId,
    [FromQuery(Name = "status")] string? Status,
    [FromQuery(Name = "class")] string? Class,
    [FromQuery(Name = "near")] string? Near,
    [FromQuery(Name = "coordinateSystem")] string? CoordinateSystem,
    [FromQuery(Name = "radiusMeters")] string? RadiusMeters);

/// <summary>Clues that staff have taken up and written a public text for: nearest first with <c>near</c>, else newest first.</summary>
public static class ListClues
{
    private const int DefaultRadius = 200;
    private const int LargestRadius = 5_000;
    private const int FirstReach = 100;

    public static async Task<Page<PublicClueView>> Handle([AsParameters] ClueQuery query, PageQuery page, AreaStore areas, Db db, ClueListStore lists)
    {
        var status = JsonConventions.ParseWord<ClueStatus>(query.Status, "status");
        var kind = JsonConventions.ParseWord<ClueClass>(query.Class, "class");
        var near = NearQuery.ReadPlace(query.Near, query.CoordinateSystem);
        var radius = NearQuery.ReadRadius(query.RadiusMeters, near, DefaultRadius, LargestRadius);
        var filter = new ClueFilter(await areas.SubtreeOf(query.AreaId), status, kind, OnlyOpen: false);
        if (near is not null)
        {
            var start = page.Keys(2) is [var meters, var id] ? new NearPosition(meters, id) : new NearPosition(0, 0);
            var found = await db.Read(session => Nearest(session, lists, near, filter, radius, start, page.Rows));
            return await page.Cut(found, row => [row.Meters, row.Clue.Id], async row =>
                ClueViews.Public(row.Clue, await areas.NameOf(row.Clue.Area.CommunityId), row.Meters));
        }
        var before = page.AfterOr(long.MaxValue);
        var rows = await db.Read(session => lists.ListPublic(session, filter, before, page.Rows));
        return await page.Cut(rows, row => [row.Id], async row => ClueViews.Public(row, await areas.NameOf(row.Area.CommunityId)));
    }

    /// <summary>A full page within a short reach is the same page as within the whole radius, and costs far fewer rows.</summary>
    private static async Task<IReadOnlyList<NearClue>> Nearest(
        DbSession session, ClueListStore lists, GeoPoint near, ClueFilter filter, int radius, NearPosition after, int rows)
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
