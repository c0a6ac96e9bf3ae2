using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <param name="Area">Where the station lies.</param>
/// <param name="Points">Credited; provisionally until it is accepted, if it was provisional.</param>
/// <param name="PointsRefused">The code of the reason why there are none or fewer than usual; null when they are the usual ones.</param>
/// <param name="DueAt">When it is accepted unless staff challenge it; null when it waits for no clock.</param>
/// <param name="Reason">What staff wrote when they last decided on it.</param>
public sealed record CheckIn(
    long Id, long UserId, long StationId, Placement Area, DateTimeOffset At, DateOnly LocalDay, CheckInStatus Status, int Score,
    CheckInPlace Place, AccuracyClass Accuracy, IReadOnlyList<WeighedSignal> Signals, int Points, string? PointsRefused,
    DateTimeOffset? DueAt, string? Reason);

/// <summary>What a courier's rows hold before a visit.</summary>
/// <param name="VisitedAt">The last visit to the station; long ago when there was none.</param>
/// <param name="Credited">Of the day's check-ins.</param>
/// <param name="LastStationId">Of the last visit that was believed, at whatever station.</param>
/// <param name="DisplayWindow">The newest window of a display code that the courier has used.</param>
public sealed record BeforeVisit(
    DateTimeOffset VisitedAt, int Credited, long? LastStationId, DateTimeOffset? LastAt, byte[]? Device, DateTimeOffset? DeviceAt,
    long? DisplayWindow);

/// <param name="Points">To be credited: to be spent at once, or from <paramref name="DueAt"/> on.</param>
public sealed record NewCheckIn(
    long UserId, long StationId, Placement Place, DateOnly LocalDay, Evidence Evidence, int Points, ErrorCode? PointsRefused,
    DateTimeOffset? DueAt);
