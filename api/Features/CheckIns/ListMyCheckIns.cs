using LinYuan.Api.Features.Stations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.CheckIns;

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

/// <summary>What check-ins hold on a person.</summary>
internal static class CheckInPersonalData
{
    private const int MostExported = 10_000;

    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId) =>
        (await services.GetRequiredService<CheckInStore>().ListMine(session, userId, long.MaxValue, MostExported))
        .Select(row => new
        {
            row.Id, row.StationId, row.At, Status = row.Status.Word(), row.Score, Place = row.Place.Word(), Accuracy = row.Accuracy.Word(),
            row.Points, row.PointsRefused,
        })
        .ToList();
}
