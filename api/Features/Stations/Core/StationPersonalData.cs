using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Stations.Core.Live;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Stations.Core;

/// <summary>What this area holds on a person: what they reported of stations, and the stations that they keep.</summary>
internal static class StationPersonalData
{
    private const int Most = 1000;

    public static readonly VacantPost Keeper = new("station.keeperLeft", "驿站没有管理员了，请安排", NameIfVacant);

    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId)
    {
        var reports = await services.GetRequiredService<StationReportStore>().ListMine(session, userId, Most);
        var kept = await services.GetRequiredService<StationStore>().ListKept(session, userId);
        return new
        {
            Reports = reports.Select(report => new { StationId = new EntityId(report.StationId), report.Kind, report.Note, report.At }).ToList(),
            Keeps = kept.Select(station => new EntityId(station.Id)).ToList(),
        };
    }

    /// <summary>What is reported of a station without a keeper goes to the staff, who are told that they may look for another.</summary>
    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        var stations = services.GetRequiredService<StationStore>();
        await services.GetRequiredService<StationReportStore>().Erase(tx, userId);
        foreach (var station in await stations.ListKept(tx, userId))
        {
            await services.GetRequiredService<StaffNews>().Tell(
                tx, Keeper.LeftBy(userId, station.Id, station.Place.Up(AreaLevel.Community)), services.GetRequiredService<TimeProvider>().Now());
        }
        await stations.ForgetKeeper(tx, userId);
    }

    private static async Task<string?> NameIfVacant(IServiceProvider services, DbSession session, long stationId) =>
        await services.GetRequiredService<StationStore>().Find(session, stationId) is { KeeperId: null } station ? station.Name : null;
}
