using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Stations.Finding;

/// <summary>
/// Stations for everyone: nearest first when <c>near</c> is given, else in the order in which they were entered. A page of a search with
/// <c>openNow</c> may be short although more follow: what counts is <c>next</c>.
/// </summary>
public static class ListStations
{
    /// <summary>How many stations one request looks at in search of open ones, so that at night it does not read the whole table.</summary>
    private const int MostLookedAt = 1_000;
    private const int Batch = 100;

    public static async Task<Page<StationView>> Handle(
        [AsParameters] StationQuery query, PageQuery page, AreaStore areas, Db db, StationStore stations, StationViews views, TimeProvider time)
    {
        var search = await StationSearch.Read(query, areas);
        var start = search.Start(page);
        var found = search.OpenNow is null
            ? new Haul(await db.Read(session => search.Next(session, stations, start, page.Rows)), StoppedAt: null)
            : await db.Read(session => Sift(session, search, stations, start, page.Rows, ChinaTime.Local(time.Now())));
        var cut = await page.Cut(found.Stations, search.KeysOf, near => views.Of(near.Station, search.Near is null ? null : near.Meters));
        return cut.Next is null && found.StoppedAt is { } last ? cut with { Next = PageQuery.CursorAt(search.KeysOf(last)) } : cut;
    }

    /// <summary>Opening hours are no column to search by, so stations are read on until the page is full or enough were looked at.</summary>
    private static async Task<Haul> Sift(
        DbSession session, StationSearch search, StationStore stations, NearPosition start, int rows, DateTimeOffset localTime)
    {
        List<NearStation> kept = [];
        NearStation? last = null;
        for (var lookedAt = 0; lookedAt < MostLookedAt; lookedAt += Batch)
        {
            var after = last is null ? start : new NearPosition(last.Meters, last.Station.Id);
            var batch = await search.Next(session, stations, after, Batch);
            kept.AddRange(batch.Where(near => IsWanted(near.Station, search, localTime)));
            if (kept.Count >= rows || batch.Count < Batch)
                return new Haul(kept, StoppedAt: null);
            last = batch[^1];
        }
        return new Haul(kept, last);
    }

    /// <summary>A door that two people found locked is not sent to, whatever the hours say.</summary>
    private static bool IsWanted(Station station, StationSearch search, DateTimeOffset localTime) =>
        station.Hours.OpenAt(localTime) == search.OpenNow
        && !(search.OpenNow == true && station.Live.State == LiveState.ReportedClosed);

    /// <summary><c>StoppedAt</c> is the last station looked at when the search stopped before its end.</summary>
    private sealed record Haul(IReadOnlyList<NearStation> Stations, NearStation? StoppedAt);
}

/// <summary>The stations of the caller's area with their codes, in the order in which they were entered.</summary>
public static class ListStaffStations
{
    public static async Task<Page<StationView>> Handle(
        string? areaId, PageQuery page, Caller caller, AreaStore areas, Db db, StationStore stations, StationViews views)
    {
        var subtree = await StaffScope.Of(caller, areaId, areas);
        var rows = await db.Read(session => stations.List(session, subtree, facilities: 0, page.AfterOr(0), page.Rows));
        return await page.Cut(rows, row => [row.Id], views.ForStaff);
    }
}
