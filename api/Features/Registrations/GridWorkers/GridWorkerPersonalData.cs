using LinYuan.Api.Features.Registrations.GridWorkers.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations.GridWorkers;

/// <summary>What is held on a person as a part-time grid worker.</summary>
internal static class GridWorkerPersonalData
{
    public static readonly PersonalData Section = new("gridWorker", Export, Erase);

    private static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<GridWorkerStore>().ListMine(session, userId, long.MaxValue, 1000))
        .Select(row => new
        {
            Id = new EntityId(row.Id), CommunityId = new EntityId(row.Place.CommunityId), row.Status, row.AppliedAt, row.AppointedAt,
            row.TermEndsAt, row.EndedAt, row.Reason,
        })
        .ToList();

    private static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        await services.GetRequiredService<EndGridWorkerWith>().Account(tx, userId, services.GetRequiredService<TimeProvider>().Now());
        await services.GetRequiredService<GridWorkerStore>().Erase(tx, userId);
    }
}
