using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations.Finding;

/// <summary>A search that was understood: near somewhere and by distance, or everywhere and by id.</summary>
public sealed record StationSearch(GeoPoint? Near, int Radius, int Facilities, Subtree? Subtree, bool? OpenNow)
{
    private const int DefaultRadius = 5_000;
    private const int LargestRadius = 50_000;
    private const int FirstReach = 500;

    public static async Task<StationSearch> Read(ListStationsRequest request, AreaStore areas) => new(
        request.Near.ReadPlace(), request.Near.ReadRadius(DefaultRadius, LargestRadius), Core.Facilities.ToBits(request.Facility),
        await areas.SubtreeOf(request.AreaId), request.OpenNow);

    /// <summary>The next stations after a position, by distance or by id; fewer than asked for only at the end.</summary>
    public async Task<IReadOnlyList<NearStation>> Next(DbSession session, StationStore stations, NearPosition after, int rows)
    {
        if (Near is null)
            return [.. (await stations.List(session, Subtree, Facilities, after.Id, rows)).Select(station => new NearStation(station, 0))];
        // A full page within a short reach is the same page as within the whole radius, and in a town it costs far fewer rows.
        var reach = (int)Math.Min(Radius, Math.Max(FirstReach, after.Meters * 2));
        while (true)
        {
            var found = await stations.ListNear(session, Near, reach, Subtree, Facilities, after, rows);
            if (found.Count == rows || reach == Radius)
                return found;
            reach = Math.Min(Radius, reach * 4);
        }
    }

    /// <summary>The keys of a cursor: an order by id has no distance in it, and the two kinds cannot be mistaken for each other.</summary>
    public long[] KeysOf(NearStation found) => Near is null ? [found.Station.Id] : [found.Meters, found.Station.Id];

    public NearPosition Start(PageQuery page) =>
        Near is null ? new NearPosition(0, page.AfterOr(0))
        : page.Keys(2) is [var meters, var id] ? new NearPosition(meters, id)
        : new NearPosition(0, 0);
}
