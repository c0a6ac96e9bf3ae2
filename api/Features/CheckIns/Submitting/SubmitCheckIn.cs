using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Registrations.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.CheckIns.Submitting;

/// <summary>
/// What the phone says of its place. Phones leave parts out, or give -1 or 0, 0 where they do not know: that counts as a location that is
/// not clear, and no visit is refused for it. The result of wx.getLocation may be sent as it is.
/// </summary>
/// <param name="Latitude">In degrees, in the <paramref name="CoordinateSystem"/>.</param>
/// <param name="At">When the phone took it; more than two minutes from now it is worth nothing. Left out, it is taken as of now.</param>
/// <param name="CoordinateSystem">GCJ-02 when it is left out; wx.getLocation gives WGS-84 unless it is asked for gcj02.</param>
/// <param name="Accuracy">Stands for <paramref name="AccuracyMeters"/> where that is left out.</param>
/// <param name="HorizontalAccuracy">Not used, as the rest: they are there because wx.getLocation gives them.</param>
public sealed record CheckInLocation(
    double? Latitude = null,
    double? Longitude = null,
    double? AccuracyMeters = null,
    DateTimeOffset? At = null,
    CoordinateSystem? CoordinateSystem = null,
    double? Accuracy = null,
    double? HorizontalAccuracy = null,
    double? VerticalAccuracy = null,
    double? Altitude = null,
    double? Speed = null,
    string? ErrMsg = null)
{
    internal ReportedLocation Reported => new(
        CoordinateSystem.ReadPhone(Latitude, Longitude), (AccuracyMeters ?? Accuracy) is { } meters and >= 0 ? meters : null);
}

/// <param name="StationCode">From the printed QR: what a scan of it gives, as it is, or the code as people type it. Of the QR on a screen the display code is read too.</param>
/// <param name="DisplayCode">From a screen at the door, if the station has one: what a scan of its QR gives, or what stands behind <c>d=</c> in it.</param>
/// <param name="Location">Given freely; without one the codes alone count.</param>
/// <param name="DeviceId">A random text that the mini program made for itself on this phone; only a keyed hash of it is kept, for 30 days.</param>
public sealed record SubmitCheckInRequest(
    [property: Text(1, 1000)] string StationCode,
    [property: Text(1, 1000, Optional = true)] string? DisplayCode = null,
    CheckInLocation? Location = null,
    [property: Text(8, 100, Optional = true)] string? DeviceId = null);

/// <summary>
/// 签到: a courier was at a station. The visit, the day's count, the points and the message are one transaction. What each signal does to
/// the outcome is told in miniprogram-contract/check-ins.md.
/// </summary>
public sealed class SubmitCheckIn(
    CheckInStore checkIns, StationStore stations, RegistrationStore registrations, WeighEvidence evidence, VisitEntry entry,
    IOptions<CheckInOptions> options, TimeProvider time)
{
    private readonly CheckInOptions options = options.Value;

    public static Task<IResult> Handle(SubmitCheckInRequest body, Caller caller, IdempotentCall call, SubmitCheckIn submit) =>
        call.Create(tx => submit.Run(tx, body, caller), view => $"/api/v1/me/check-ins/{view.Id}");

    private async Task<CheckInView> Run(Tx tx, SubmitCheckInRequest body, Caller caller)
    {
        var (userId, now) = (caller.UserId, time.Now());
        // What can refuse without a lock comes first; locks are then taken in one order everywhere: courier, visit, day, phone, points,
        // station.
        var scan = ScannedText.Read(body.StationCode);
        var station = await FindStation(tx, scan);
        if (await registrations.FindActive(tx, userId, RegistrationKind.Courier) is not { } registration)
            throw new Refusal(RegistrationErrors.Required);
        var before = await checkIns.Lock(tx, userId, station.Id, ChinaTime.LocalDay(now));
        if (before.VisitedAt > now - options.Interval)
            throw TooSoon(before.VisitedAt, now);
        var since = registration.DecidedAt ?? registration.SubmittedAt;
        var weighed = await evidence.Of(tx, new ClaimedVisit(body with { DisplayCode = Shown(body, scan) }, caller, station, since, before), now);
        return await entry.Enter(tx, userId, station, weighed, before.Credited, now);
    }

    private static string? Shown(SubmitCheckInRequest body, ScannedText scan) =>
        string.IsNullOrEmpty(body.DisplayCode) ? scan.DisplayCode : ScannedText.Read(body.DisplayCode).DisplayCode ?? body.DisplayCode;

    private async Task<Station> FindStation(Tx tx, ScannedText scan) =>
        StationCode.TryRead(scan) is { } code && await stations.FindByCode(tx, code) is { } station
            ? station
            : throw new Refusal(StationErrors.Unknown);

    /// <summary>Whoever taps once more is told that their visit is entered, and from when on the next counts.</summary>
    private Refusal TooSoon(DateTimeOffset visited, DateTimeOffset now)
    {
        var next = visited + options.Interval;
        // To the full minute: who comes back at the minute that was named must not be refused for some seconds.
        var local = ChinaTime.Local(next.AddTicks(TimeSpan.TicksPerMinute - 1));
        var days = ChinaTime.LocalDay(local).DayNumber - ChinaTime.LocalDay(now).DayNumber;
        var when = days switch { 0 => "今天", 1 => "明天", _ => $"{local:M月d日}" };
        return new Refusal(
            CheckInErrors.TooSoon, $"您 {ChinaTime.Local(visited):HH:mm} 已经在这里签到过了，{when} {local:HH:mm} 以后可以再签；歇脚随时欢迎");
    }
}
