using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Registrations;

/// <summary>Applications and appointments of the caller's area, oldest first; without a state, all that wait for staff.</summary>
public static class ListGridWorkers
{
    private static readonly GridWorkerStatus[] Waiting = [GridWorkerStatus.Applied, GridWorkerStatus.Trained, GridWorkerStatus.Proposed];

    public static async Task<Page<GridWorkerView>> Handle(
        string? status, string? areaId, PageQuery page, Caller caller, Db db, GridWorkerStore store, GridWorkerViews views, AreaStore areas)
    {
        var wanted = JsonConventions.ParseWord<GridWorkerStatus>(status, "status") is { } one ? [one] : Waiting;
        var subtree = await StaffScope.Of(caller, areaId, areas);
        var rows = await db.Read(session => store.ListQueue(session, subtree, wanted, page.AfterOr(0), page.Rows));
        return await page.Cut(rows, row => [row.Id], row => views.Of(row, DecideGridWorker.RolesOf(caller, row)));
    }
}

/// <summary>The caller's own, newest first.</summary>
public static class ListMyGridWorkerApplications
{
    public static async Task<Page<GridWorkerView>> Handle(PageQuery page, Caller caller, Db db, GridWorkerStore store, GridWorkerViews views)
    {
        var rows = await db.Read(session => store.ListMine(session, caller.UserId, page.AfterOr(long.MaxValue), page.Rows));
        return await page.Cut(rows, row => [row.Id], row => views.Of(row, GridWorkerActor.Applicant));
    }
}

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
