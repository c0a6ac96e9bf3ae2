using LinYuan.Api.Features.Stations;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.CheckIns;

public sealed record CheckInStationView(EntityId Id, string Name);

/// <param name="Score">0 to 100.</param>
public sealed record ProofView(int Score, IReadOnlyList<WeighedSignal> Signals);

/// <param name="Balance">After this check-in.</param>
/// <param name="AvailableAt">When the awarded points may be spent; null when there are none.</param>
/// <param name="Refused">The code of the reason why there are no points; null when there are.</param>
/// <param name="Message">A sentence for the courier.</param>
public sealed record CheckInPointsView(int Awarded, long Balance, DateTimeOffset? AvailableAt, string? Refused, string Message);

public sealed record CheckInView(
    EntityId Id, CheckInStationView Station, CheckInStatus Status, ProofView Proof, CheckInPointsView Points, DateTimeOffset At);

/// <param name="Points">Awarded for it.</param>
/// <param name="PointsRefused">The code of the reason why there are none; null when there are.</param>
public sealed record MyCheckInView(
    EntityId Id, CheckInStationView Station, CheckInStatus Status, int Score, CheckInPlace Place, int Points, string? PointsRefused,
    DateTimeOffset At);

public static class CheckInViews
{
    public static CheckInView Of(long id, Station station, Proof proof, int points, long balance, ErrorCode? refused, DateTimeOffset at) => new(
        new EntityId(id),
        new CheckInStationView(new EntityId(station.Id), station.Name),
        proof.Status,
        new ProofView(proof.Score, proof.Signals),
        new CheckInPointsView(points, balance, points > 0 ? at : null, refused?.Code, refused?.Title ?? Welcome(points)),
        at);

    public static MyCheckInView Of(CheckIn checkIn, string stationName) => new(
        new EntityId(checkIn.Id),
        new CheckInStationView(new EntityId(checkIn.StationId), stationName),
        checkIn.Status,
        checkIn.Score,
        checkIn.Place,
        checkIn.Points,
        checkIn.PointsRefused,
        checkIn.At);

    private static string Welcome(int points) => points > 0 ? $"签到成功，积 {points} 分，进来歇歇脚吧" : "签到成功，进来歇歇脚吧";
}
