using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.Stations;

/// <summary>What this area holds on a person: what they reported of stations, and the stations that they keep.</summary>
internal static class StationPersonalData
{
    private const int Most = 1000;

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

    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        await services.GetRequiredService<StationReportStore>().Erase(tx, userId);
        await services.GetRequiredService<StationStore>().ForgetKeeper(tx, userId);
    }
}
