using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Sessions;

namespace LinYuan.Api.Features.CheckIns.Review;

/// <summary>A check-in as staff of the station's area see it.</summary>
/// <param name="CourierId">The account; the same courier has the same number in every line.</param>
/// <param name="Points">Credited; provisionally before it is accepted, to be spent from <paramref name="AvailableAt"/> on.</param>
/// <param name="PointsRefused">The code of the reason why there are none or fewer than usual; else null.</param>
/// <param name="Reason">What staff wrote when they last decided on it.</param>
/// <param name="Actions">What the caller may do next: seal, challenge, accept, reject, reverse.</param>
public sealed record StaffCheckInView(
    EntityId Id, CheckInStationView Station, EntityId CourierId, CheckInStatus Status, int Score, IReadOnlyList<WeighedSignal> Signals,
    CheckInPlace Place, AccuracyClass Accuracy, int Points, string? PointsRefused, DateTimeOffset? AvailableAt, string? Reason,
    DateTimeOffset At, IReadOnlyList<string> Actions)
{
    public static StaffCheckInView Of(CheckIn checkIn, string stationName, IReadOnlyList<string> actions) => new(
        new EntityId(checkIn.Id),
        new CheckInStationView(new EntityId(checkIn.StationId), stationName),
        new EntityId(checkIn.UserId),
        checkIn.Status,
        checkIn.Score,
        checkIn.Signals,
        checkIn.Place,
        checkIn.Accuracy,
        checkIn.Points,
        checkIn.PointsRefused,
        checkIn.DueAt,
        checkIn.Reason,
        checkIn.At,
        actions);
}

/// <summary>A check-in as the station's keeper sees it: enough to say whether somebody was there at that time.</summary>
/// <param name="AvailableAt">When it is credited without a seal; null once it is decided.</param>
public sealed record KeeperCheckInView(
    EntityId Id, CheckInStationView Station, CheckInStatus Status, DateTimeOffset At, DateTimeOffset? AvailableAt, IReadOnlyList<string> Actions)
{
    public static KeeperCheckInView Of(CheckIn checkIn, string stationName, Caller keeper) => new(
        new EntityId(checkIn.Id),
        new CheckInStationView(new EntityId(checkIn.StationId), stationName),
        checkIn.Status,
        checkIn.At,
        checkIn.DueAt,
        CheckInRights.ActionsOf(keeper, checkIn, isKeeper: true));
}
