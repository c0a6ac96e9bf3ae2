using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Attempts;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Privacy;
using LinYuan.Api.Shared.Sessions;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.CheckIns.Submitting;

/// <summary>A visit that is to be judged.</summary>
/// <param name="CourierSince">When staff approved the courier's registration.</param>
public sealed record ClaimedVisit(SubmitCheckInRequest Body, Caller Courier, Station Station, DateTimeOffset CourierSince, BeforeVisit Before)
{
    public long UserId => Courier.UserId;

    /// <summary>Whoever keeps the station or is on the staff of its area gets the code of its screen without going there.</summary>
    public bool IsOwnStation => Station.KeeperId == UserId || StationAccess.Covers(Courier, Station.Place);
}

/// <summary>Gathers what is known of a visit. It runs under the locks on the courier's rows, so nothing of it changes meanwhile.</summary>
public sealed class WeighEvidence(
    CheckInDeviceStore devices, StationStore stations, LinkSigner signer, FieldCipher cipher, AttemptStore attempts,
    IOptions<CheckInOptions> options)
{
    private const string DevicePurpose = "checkIn.device";
    private readonly CheckInOptions options = options.Value;

    public async Task<Evidence> Of(Tx tx, ClaimedVisit visit, DateTimeOffset now)
    {
        var display = await Display(tx, visit, now);
        var device = string.IsNullOrEmpty(visit.Body.DeviceId) ? null : cipher.LookupHash(DevicePurpose, visit.Body.DeviceId);
        var isStale = visit.Body.Location?.At is { } at && (now - at).Duration() > options.LocationLife;
        var circumstances = new Circumstances(
            display?.Signal, isStale, now - visit.Before.LastAt, await MetersFromLast(tx, visit, now),
            device is null ? null : now - await devices.Use(tx, device, visit.UserId, now),
            device is null || visit.Before.Device is not { } last || last.AsSpan().SequenceEqual(device) ? null : now - visit.Before.DeviceAt,
            now - visit.CourierSince, visit.IsOwnStation);
        var location = isStale ? null : visit.Body.Location?.Reported;
        var proof = Proof.Of(visit.Station, location, ChinaTime.Local(now), options, circumstances.Signals(options));
        return new Evidence(proof, device, display?.Window);
    }

    /// <summary>
    /// A code is good once for a courier. Windows only grow, so the newest one that was used tells it. Who guesses is not told when a guess
    /// is right.
    /// </summary>
    private async Task<DisplayCodeReading?> Display(Tx tx, ClaimedVisit visit, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(visit.Body.DisplayCode))
            return null;
        var reading = DisplayCode.Read(signer, visit.Station.Id, visit.Body.DisplayCode, now, options.DisplayCodeLate);
        var wrong = new AttemptLimit("checkIn.displayCode", options.DisplayCodeTries, TimeSpan.FromDays(1)).By(visit.UserId);
        if (reading.Signal == ProofSignal.DisplayCodeWrong)
            await attempts.Take(tx, wrong, now);
        else if ((await attempts.Find(tx, [wrong], now))[0].IsUsedUp)
            return new DisplayCodeReading(ProofSignal.DisplayCodeWrong, null);
        return reading.Window <= visit.Before.DisplayWindow ? new DisplayCodeReading(ProofSignal.DisplayCodeUsed, null) : reading;
    }

    /// <summary>Between the two stations: where the courier was meanwhile is not known and not asked.</summary>
    private async Task<double> MetersFromLast(Tx tx, ClaimedVisit visit, DateTimeOffset now) =>
        visit.Before is { LastStationId: { } lastId, LastAt: { } lastAt } && lastId != visit.Station.Id && now - lastAt < TimeSpan.FromDays(1)
        && await stations.Find(tx, lastId) is { } last
            ? last.Location.MetersTo(visit.Station.Location)
            : 0;
}
