using LinYuan.Api.Features.Points;
using LinYuan.Api.Features.Registrations;
using LinYuan.Api.Features.Stations;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.CheckIns;

/// <param name="Latitude">In degrees, GCJ-02, as wx.getLocation gives it when asked for gcj02.</param>
public sealed record CheckInLocation(
    [property: Needed, Between(-90, 90)] double? Latitude,
    [property: Needed, Between(-180, 180)] double? Longitude,
    [property: Needed, Between(0, 1_000_000)] double? AccuracyMeters);

/// <param name="StationCode">From the printed QR; spaces, hyphens and lower case do no harm.</param>
/// <param name="DisplayCode">From a screen at the door. No station has one so far, so it says nothing for or against the visit.</param>
/// <param name="Location">Given freely; without one the printed code alone counts.</param>
public sealed record SubmitCheckInRequest(
    [property: Text(1, 40)] string StationCode,
    [property: Text(1, 200, Optional = true)] string? DisplayCode = null,
    CheckInLocation? Location = null);

/// <summary>签到: a courier was at a station. The visit, the day's count, the points and the message are one transaction.</summary>
public sealed class SubmitCheckIn(
    CheckInStore checkIns, StationStore stations, RegistrationStore registrations, PointLedger ledger, OutboxStore outbox,
    IOptions<CheckInOptions> options, TimeProvider time)
{
    private readonly CheckInOptions options = options.Value;

    public static Task<IResult> Handle(SubmitCheckInRequest body, Caller caller, IdempotentCall call, SubmitCheckIn submit) =>
        call.Create(tx => submit.Run(tx, body, caller.UserId), view => $"/api/v1/me/check-ins/{view.Id}");

    private async Task<CheckInView> Run(Tx tx, SubmitCheckInRequest body, long userId)
    {
        var now = time.Now();
        // What can refuse without a lock comes first; locks are then taken in one order everywhere: visit, day, entries, balance.
        var station = await FindStation(tx, body.StationCode);
        if (await registrations.FindActive(tx, userId, RegistrationKind.Courier) is null)
            throw new Refusal(RegistrationErrors.Required);
        if (!await checkIns.TakeVisit(tx, userId, station.Id, now, now - options.Interval))
            throw TooSoon(await checkIns.LastVisit(tx, userId, station.Id) + options.Interval, now);
        var proof = Proof.Of(station, Reported(body.Location), ChinaTime.Local(now), options);
        var refused = await WhyNoPoints(tx, userId, proof, now);
        var points = refused is null ? options.Points : 0;
        var id = await checkIns.Add(
            tx, new NewCheckIn(userId, station.Id, station.Place, ChinaTime.LocalDay(now), proof, points, refused), now);
        var balance = points > 0 ? await Credit(tx, userId, station, id, now) : await ledger.BalanceOf(tx, userId);
        return CheckInViews.Of(id, station, proof, points, balance, refused, now);
    }

    private async Task<Station> FindStation(Tx tx, string typed) =>
        StationCode.TryRead(typed) is { } code && await stations.FindByCode(tx, code) is { } station
            ? station
            : throw new Refusal(StationErrors.Unknown);

    private async Task<ErrorCode?> WhyNoPoints(Tx tx, long userId, Proof proof, DateTimeOffset now) =>
        proof.Status != CheckInStatus.Accepted
            ? proof.Place == CheckInPlace.Outside ? CheckInErrors.OutsideStation : CheckInErrors.NotProven
            : await checkIns.TakeCredit(tx, userId, ChinaTime.LocalDay(now), options.CreditedPerDay) ? null : CheckInErrors.DailyLimit;

    private async Task<long> Credit(Tx tx, long userId, Station station, long id, DateTimeOffset now)
    {
        var credit = new PointCredit(
            userId, station.Place.CommunityId, options.Points, PointReason.CheckIn, PointSource.CheckIn, id);
        var balance = await ledger.Credit(tx, credit, now);
        await outbox.Add(tx, CheckInMessages.Credited(id, userId), now);
        return balance;
    }

    private static ReportedLocation? Reported(CheckInLocation? location) => location is null ? null : new ReportedLocation(
        new GeoPoint(location.Latitude!.Value, location.Longitude!.Value), location.AccuracyMeters!.Value);

    private static Refusal TooSoon(DateTimeOffset next, DateTimeOffset now)
    {
        // To the full minute: who comes back at the minute that was named must not be refused for some seconds.
        var local = ChinaTime.Local(next.AddTicks(TimeSpan.TicksPerMinute - 1));
        var days = ChinaTime.LocalDay(local).DayNumber - ChinaTime.LocalDay(now).DayNumber;
        var when = days switch { 0 => "今天", 1 => "明天", _ => $"{local:M月d日}" };
        return new Refusal(CheckInErrors.TooSoon, $"这个驿站刚刚签到过，{when} {local:HH:mm} 以后可以再签；歇脚随时欢迎");
    }
}
