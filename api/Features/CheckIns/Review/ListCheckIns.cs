using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.CheckIns.Review;

/// <summary>
/// Check-ins at the stations of the caller's area in one state (default: suspect, which wait for a decision), oldest first;
/// <c>areaId</c> picks one of the caller's areas or something below it.
/// </summary>
public static class ListCheckIns
{
    public static async Task<Page<StaffCheckInView>> Handle(
        string? status, string? areaId, PageQuery page, Caller caller, Db db, CheckInStore checkIns, StationStore stations, AreaStore areas)
    {
        var wanted = JsonConventions.ParseWord<CheckInStatus>(status, "status") ?? CheckInStatus.Suspect;
        var after = page.AfterOr(0);
        var subtree = await StaffScope.Of(caller, areaId, areas);
        return await db.Read(async session =>
        {
            var rows = await checkIns.ListIn(session, subtree, wanted, after, page.Rows);
            var names = await stations.NamesOf(session, [.. rows.Select(row => row.StationId).Distinct()]);
            var kept = (await stations.ListKept(session, caller.UserId)).Select(station => station.Id).ToHashSet();
            return page.Cut(rows, row => [row.Id], row => StaffCheckInView.Of(
                row, names.GetValueOrDefault(row.StationId, ""), CheckInRights.ActionsOf(caller, row, kept.Contains(row.StationId))));
        });
    }
}

/// <summary>One check-in at a station of the caller's area.</summary>
public static class GetCheckIn
{
    public static Task<StaffCheckInView> Handle(EntityId id, Caller caller, Db db, CheckInStore checkIns, StationStore stations) =>
        db.Read(async session =>
        {
            if (await checkIns.Find(session, id.Value) is not { } found || !CheckInRights.Sees(caller, found))
                throw new Refusal(RequestErrors.NotFound);
            var station = await stations.Find(session, found.StationId);
            return StaffCheckInView.Of(
                found, station?.Name ?? "", CheckInRights.ActionsOf(caller, found, isKeeper: station?.KeeperId == caller.UserId));
        });
}

/// <summary>
/// Check-ins at the stations that the caller keeps that are still provisional, oldest first. A seal accepts one at once, with the points
/// that it was promised; those whose time is over are credited by themselves and not listed any more.
/// </summary>
public static class ListMyStationCheckIns
{
    public static async Task<Page<KeeperCheckInView>> Handle(
        PageQuery page, Caller caller, Db db, CheckInStore checkIns, StationStore stations, TimeProvider time)
    {
        var after = page.AfterOr(0);
        return await db.Read(async session =>
        {
            var kept = (await stations.ListKept(session, caller.UserId)).ToDictionary(station => station.Id, station => station.Name);
            var rows = kept.Count == 0 ? [] : await checkIns.ListSealable(session, kept.Keys, time.Now(), after, page.Rows);
            return page.Cut(rows, row => [row.Id], row => KeeperCheckInView.Of(row, kept[row.StationId], caller));
        });
    }
}
