using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;

namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>Where the phone said to be. Nothing finer than this is kept of a location.</summary>
public enum CheckInPlace
{
    Unknown,
    Inside,
    Outside,
}

/// <summary>How exact the phone said its location was: within 30 m, within 100 m, or worse or not at all.</summary>
public enum AccuracyClass
{
    None,
    Fine,
    Fair,
    Coarse,
}

/// <summary>A location as the phone reports it; it lives only as long as the request. Null is what the phone does not know.</summary>
public sealed record ReportedLocation(GeoPoint? Point, double? AccuracyMeters);

public sealed record WeighedSignal(ProofSignal Name, int Weight);

/// <summary>The judgement on a visit: signals, their sum between 0 and 100, and what follows.</summary>
public sealed record Proof(int Score, IReadOnlyList<WeighedSignal> Signals, CheckInStatus Status, CheckInPlace Place, AccuracyClass Accuracy)
{
    /// <summary>What a suspect visit is told, by the first of these signals that it shows.</summary>
    private static readonly (ProofSignal Signal, ErrorCode Reason)[] Reasons =
    [
        (ProofSignal.LocationOutside, CheckInErrors.OutsideStation),
        (ProofSignal.DisplayCodeWrong, CheckInErrors.CodeWrong),
        (ProofSignal.DisplayCodeUsed, CheckInErrors.CodeUsed),
        (ProofSignal.ImpossibleTravel, CheckInErrors.TooFast),
        (ProofSignal.SharedDevice, CheckInErrors.DeviceShared),
        (ProofSignal.OtherDevice, CheckInErrors.OtherDevice),
        (ProofSignal.DisplayCodeOld, CheckInErrors.CodeOld),
        (ProofSignal.OwnStation, CheckInErrors.OwnStation),
    ];

    /// <summary>Why it is not credited before staff have seen it; null when it is accepted or provisional.</summary>
    public ErrorCode? Doubt => Status != CheckInStatus.Suspect ? null
        : Array.Find(Reasons, reason => Signals.Any(signal => signal.Name == reason.Signal)).Reason ?? CheckInErrors.NotProven;

    /// <summary>Judges a visit of which the printed code was given, and of which <paramref name="others"/> is known besides.</summary>
    public static Proof Of(
        Station station, ReportedLocation? location, DateTimeOffset localTime, CheckInOptions options, IEnumerable<ProofSignal>? others = null)
    {
        List<ProofSignal> found = [ProofSignal.PrintedCode];
        var place = location is null ? CheckInPlace.Unknown : PlaceOf(location, station, options.Radius);
        if (location is not null)
        {
            found.Add(place switch
            {
                CheckInPlace.Inside => ProofSignal.LocationInside,
                CheckInPlace.Outside => ProofSignal.LocationOutside,
                _ => ProofSignal.LocationUnclear,
            });
        }
        if (station.Hours.OpenAt(localTime) == false)
            found.Add(ProofSignal.OutsideOpeningHours);
        found.AddRange(others ?? []);
        var signals = found.ConvertAll(signal => new WeighedSignal(signal, options.Weights.GetValueOrDefault(signal)));
        var score = Math.Clamp(signals.Sum(signal => signal.Weight), 0, 100);
        return new Proof(score, signals, StatusOf(score, options), place, AccuracyOf(location));
    }

    /// <summary>A vague location proves nothing in either direction: claiming a poor accuracy gains nobody the bonus for being there.</summary>
    private static CheckInPlace PlaceOf(ReportedLocation location, Station station, int radius)
    {
        if (location is not { Point: { } point, AccuracyMeters: { } accuracy })
            return CheckInPlace.Unknown;
        var distance = point.MetersTo(station.Location);
        return distance - accuracy > radius ? CheckInPlace.Outside
            : distance <= radius && accuracy <= radius ? CheckInPlace.Inside
            : CheckInPlace.Unknown;
    }

    private static CheckInStatus StatusOf(int score, CheckInOptions options) =>
        score >= options.AcceptedFrom ? CheckInStatus.Accepted
        : score >= options.ProvisionalFrom ? CheckInStatus.Provisional
        : CheckInStatus.Suspect;

    private static AccuracyClass AccuracyOf(ReportedLocation? location) => location switch
    {
        null => AccuracyClass.None,
        { AccuracyMeters: <= 30 } => AccuracyClass.Fine,
        { AccuracyMeters: <= 100 } => AccuracyClass.Fair,
        _ => AccuracyClass.Coarse,
    };
}

/// <param name="Device">The phone's keyed hash; null when the phone did not name itself.</param>
/// <param name="DisplayWindow">The window of a display code that is used up by this visit; null without one.</param>
public sealed record Evidence(Proof Proof, byte[]? Device, long? DisplayWindow);
