using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Stations.Finding;

/// <param name="Facility">What they offer; given several times, all of it.</param>
/// <param name="AreaId">The area that they lie in.</param>
/// <param name="OpenNow">Whether they are open at this moment; those whose hours are not known are neither.</param>
public sealed record ListStationsRequest(NearQuery Near, IReadOnlyList<Facility> Facility, string? AreaId, bool? OpenNow, PageQuery Page);

/// <summary>
/// Anyone looks up stations, nearest first when <c>near</c> is given, else in the order in which they were entered. A page of a search
/// with <c>openNow</c> may be short although more follow: what counts is <c>next</c>.
/// </summary>
public sealed class ListStations(AreaStore areas, Db db, StationStore stations, StationViews views, TimeProvider time)
    : ReadOperation<ListStationsRequest, Page<StationView>>
{
    /// <summary>How many stations one request looks at in search of open ones, so that at night it does not read the whole table.</summary>
    private const int MostLookedAt = 1_000;
    private const int Batch = 100;

    public override void Configure()
    {
        Get("/stations");
        Group<Open>();
        Reads();
        Keeps(StationsModule.Shelf);
    }

    protected override async Task<Page<StationView>> Read(ListStationsRequest request, CancellationToken ct)
    {
        var (search, page) = (await StationSearch.Read(request, areas), request.Page);
        var start = search.Start(page);
        var found = search.OpenNow is null
            ? new Haul(await db.Read(session => search.Next(session, stations, start, page.Rows)), StoppedAt: null)
            : await db.Read(session => Sift(session, search, start, page.Rows, ChinaTime.Local(time.Now())));
        var cut = await page.Cut(found.Stations, search.KeysOf, near => views.Of(near.Station, search.Near is null ? null : near.Meters));
        return cut.Next is null && found.StoppedAt is { } last ? cut with { Next = PageQuery.CursorAt(search.KeysOf(last)) } : cut;
    }

    /// <summary>Opening hours are no column to search by, so stations are read on until the page is full or enough were looked at.</summary>
    private async Task<Haul> Sift(DbSession session, StationSearch search, NearPosition start, int rows, DateTimeOffset localTime)
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
