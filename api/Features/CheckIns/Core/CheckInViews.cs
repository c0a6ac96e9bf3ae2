using LinYuan.Api.Features.Points.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.CheckIns.Core;

public sealed record CheckInStationView(EntityId Id, string Name);

/// <param name="Score">0 to 100.</param>
public sealed record ProofView(int Score, IReadOnlyList<WeighedSignal> Signals);

/// <param name="Awarded">Credited; less than usual, and perhaps 0, where the day's cap is reached.</param>
/// <param name="Balance">After this check-in; with points that may be spent only later.</param>
/// <param name="AvailableAt">When the awarded points may be spent; null when there are none.</param>
/// <param name="Refused">The code of the reason why there are none or fewer than usual; else null.</param>
/// <param name="Message">A sentence for the courier.</param>
public sealed record CheckInPointsView(int Awarded, long Balance, DateTimeOffset? AvailableAt, string? Refused, string Message);

public sealed record CheckInView(
    EntityId Id, CheckInStationView Station, CheckInStatus Status, ProofView Proof, CheckInPointsView Points, DateTimeOffset At);

/// <param name="Points">Awarded for it; of a suspect check-in, they wait until staff have decided.</param>
/// <param name="PointsRefused">The code of the reason why there are none or fewer than usual; else null.</param>
/// <param name="Message">The reason as a sentence, or that staff are looking at it; null when there is nothing to say.</param>
/// <param name="AvailableAt">When points that wait for a clock may be spent; else null.</param>
/// <param name="Reason">What staff wrote when they decided on it; null when they did not.</param>
public sealed record MyCheckInView(
    EntityId Id, CheckInStationView Station, CheckInStatus Status, int Score, CheckInPlace Place, int Points, string? PointsRefused,
    string? Message, DateTimeOffset? AvailableAt, string? Reason, IReadOnlyList<WeighedSignal> Signals, DateTimeOffset At);

/// <summary>What a check-in brings at the moment it is entered.</summary>
/// <param name="Due">From when on the points may be spent; null for at once or never.</param>
public sealed record CheckInPoints(int Awarded, long Balance, ErrorCode? Refused, DateTimeOffset? Due);

public static class CheckInViews
{
    private const string ChallengedOnFullDay = "已记下您来过，工作人员正在看这次签到。那天的积分已经领满，这次不加积分";

    private static readonly Dictionary<string, ErrorCode> ReasonsByCode = new ErrorCode[]
    {
        CheckInErrors.DailyLimit, CheckInErrors.OutsideStation, CheckInErrors.NotProven, CheckInErrors.CodeWrong, CheckInErrors.CodeUsed,
        CheckInErrors.CodeOld, CheckInErrors.TooFast, CheckInErrors.DeviceShared, CheckInErrors.OtherDevice, CheckInErrors.OwnStation,
        CheckInErrors.Rejected, CheckInErrors.Reversed, PointErrors.DailyCap,
    }.ToDictionary(reason => reason.Code, StringComparer.Ordinal);

    public static CheckInView Of(long id, Station station, Proof proof, CheckInPoints points, DateTimeOffset at) => new(
        new EntityId(id),
        new CheckInStationView(new EntityId(station.Id), station.Name),
        proof.Status,
        new ProofView(proof.Score, proof.Signals),
        new CheckInPointsView(
            points.Awarded, points.Balance, points.Awarded > 0 ? points.Due ?? at : null, points.Refused?.Code,
            Message(points)),
        at);

    public static MyCheckInView Of(CheckIn checkIn, string stationName) => new(
        new EntityId(checkIn.Id),
        new CheckInStationView(new EntityId(checkIn.StationId), stationName),
        checkIn.Status,
        checkIn.Score,
        checkIn.Place,
        checkIn.Points,
        checkIn.PointsRefused,
        Message(checkIn),
        checkIn.Points > 0 ? checkIn.DueAt : null,
        checkIn.Reason,
        checkIn.Signals,
        checkIn.At);

    /// <summary>
    /// One that was challenged is told that staff are looking at it, and not how the day stood: points that were promised come if they
    /// accept it, and of a full day there are none to come.
    /// </summary>
    private static string? Message(CheckIn checkIn)
    {
        var reason = checkIn.PointsRefused is { } code ? ReasonsByCode.GetValueOrDefault(code) : null;
        return checkIn.Status != CheckInStatus.Suspect ? reason?.Title
            : reason is null || checkIn.Points > 0 ? CheckInErrors.NotProven.Title
            : reason == CheckInErrors.DailyLimit || reason == PointErrors.DailyCap ? ChallengedOnFullDay
            : reason.Title;
    }

    private static string Message(CheckInPoints points) =>
        points.Refused is not { } reason ? Welcome(points)
        : points.Awarded == 0 ? reason.Title
        : $"{Welcome(points)}。{reason.Title}";

    private static string Welcome(CheckInPoints points) =>
        points.Awarded == 0 ? "签到成功，进来歇歇脚吧"
        : points.Due is { } due ? $"签到成功，{points.Awarded} 分会在 {ChinaTime.Local(due):M月d日 HH:mm} 以后到账，进来歇歇脚吧"
        : $"签到成功，积 {points.Awarded} 分，进来歇歇脚吧";
}
