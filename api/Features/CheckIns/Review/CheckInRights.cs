using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.CheckIns.Review;

/// <summary>Who may decide on a check-in: staff of the station's area, and for taking points back of its street or district.</summary>
public static class CheckInRights
{
    public static bool Sees(Caller caller, CheckIn checkIn) => StationAccess.Covers(caller, checkIn.Area);

    /// <summary>Nobody decides on their own visit, and a keeper who is on the staff as well is a keeper here.</summary>
    public static IReadOnlyCollection<CheckInActor> ActorsOf(Caller caller, CheckIn checkIn, bool isKeeper) =>
        checkIn.UserId == caller.UserId ? []
        : isKeeper ? [CheckInActor.Keeper]
        : !Sees(caller, checkIn) ? []
        : caller.IsStaffOf(checkIn.Area.DistrictId, checkIn.Area.StreetId) ? [CheckInActor.Staff, CheckInActor.StreetStaff]
        : [CheckInActor.Staff];

    public static IReadOnlyList<string> ActionsOf(Caller caller, CheckIn checkIn, bool isKeeper) =>
        CheckInLifecycle.Table.ActionsFor(checkIn.Status, ActorsOf(caller, checkIn, isKeeper));
}
