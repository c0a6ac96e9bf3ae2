using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.CheckIns.Mine;

/// <summary>The caller's own check-ins, newest first.</summary>
public static class ListMyCheckIns
{
    public static async Task<Page<MyCheckInView>> Handle(PageQuery page, Caller caller, Db db, CheckInStore checkIns, StationStore stations) =>
        await db.Read(async session =>
        {
            var rows = await checkIns.ListMine(session, caller.UserId, page.AfterOr(long.MaxValue), page.Rows);
            var names = await stations.NamesOf(session, [.. rows.Select(row => row.StationId).Distinct()]);
            return page.Cut(rows, row => [row.Id], row => CheckInViews.Of(row, names.GetValueOrDefault(row.StationId, "")));
        });
}

/// <summary>One of the caller's own check-ins.</summary>
public static class GetMyCheckIn
{
    public static Task<MyCheckInView> Handle(EntityId id, Caller caller, Db db, CheckInStore checkIns, StationStore stations) =>
        db.Read(async session =>
        {
            if (await checkIns.Find(session, id.Value) is not { } found || found.UserId != caller.UserId)
                throw new Refusal(RequestErrors.NotFound);
            return CheckInViews.Of(found, (await stations.NamesOf(session, [found.StationId])).GetValueOrDefault(found.StationId, ""));
        });
}
