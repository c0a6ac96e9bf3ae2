using System.Text;
using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Contract;
using LinYuan.Api.Shared.Geo;
using LinYuan.Api.Shared.Http;
using static LinYuan.Api.Features.CheckIns.Core.ProofSignal;

namespace LinYuan.Api.Features.CheckIns.Submitting;

/// <summary>What a phone sends, and the signals that it shows besides the printed code and the place.</summary>
public sealed record CheckInCase(string What, IReadOnlyList<ProofSignal> Signals, CheckInPlace? Place = null);

/// <summary>
/// What a check-in is answered, for those who build the mini program. The outcomes are computed with the weights as they come, so the
/// page cannot say anything else than the code.
/// </summary>
public static class CheckInAnswers
{
    public static readonly IReadOnlyList<CheckInCase> Cases =
    [
        new("the printed code alone", []),
        new("with a location at the station", [], CheckInPlace.Inside),
        new("with a location too inexact to tell (accuracy above 150 m, or both are possible), or with parts of it missing or -1", [], CheckInPlace.Unknown),
        new("with a location elsewhere", [], CheckInPlace.Outside),
        new("with a location more than 2 minutes old: it counts for nothing", [LocationStale]),
        new("with the code on the screen, of this moment", [ProofSignal.DisplayCode]),
        new("… and a location elsewhere", [ProofSignal.DisplayCode], CheckInPlace.Outside),
        new("… used by another courier before: one use each, and what else is known decides", [ProofSignal.DisplayCode]),
        new("… expired, by less than 5 minutes", [DisplayCodeLate]),
        new("… expired, by more", [DisplayCodeOld]),
        new("… in time, but the courier has used one of the same 30 seconds or later, of this or another station's screen", [DisplayCodeUsed]),
        new("… forged, or of another station's screen, whether or not it was used there", [DisplayCodeWrong]),
        new("at a station that the courier keeps or is on the staff of, with any valid code on the screen", [OwnStation]),
        new("… and a location there", [OwnStation], CheckInPlace.Inside),
        new("outside opening hours", [OutsideOpeningHours]),
        new("at another station within 5 minutes", [SoonAfterAnother]),
        new("… faster than 100 km/h over 2 km", [SoonAfterAnother, FastTravel]),
        new("… faster than 300 km/h over 10 km, such as 20 km in a minute", [SoonAfterAnother, ImpossibleTravel]),
        new("from a phone that another account used within 24 hours", [SharedDevice]),
        new("from a second phone of the account within 10 minutes", [OtherDevice]),
        new("by a courier approved less than 3 days ago", [NewCourier]),
    ];

    private const string Head = """
        # Check-ins

        Generated from the code. What `POST /api/v1/check-ins` answers, with the settings as they come. Signals add up; the table has
        the most telling one of each case. A visit is always welcome: what is in doubt is answered 201 as well, with the sentence to show
        in `points.message` and its code in `points.refused`.

        - `accepted`: credited at once. `provisional`: credited after 24 hours (`points.availableAt`) unless staff challenge it.
          `suspect`: no points unless staff accept it.
        - The same call again with the same `Idempotency-Key`, also 50 at once: the stored answer, one check-in.
        - The same station again within 4 hours: 409 `checkin.too_soon`; the title says from when on it works.
        - The fourth visit of a day in China that would be credited: `accepted` or `provisional` as its score says, with 0 points and
          `checkin.daily_limit`; with the day's cap of points reached, fewer or 0 points and `points.daily_cap`.
        - An unknown code: 404 `station.unknown`. Without an active registration as a courier: 403 `registration.required`.

        | what is sent | signals | score | status | `points.refused` |
        |---|---|---|---|---|

        """;

    internal static ContractPage Page => new("check-ins.md", Head + string.Concat(Cases.Select(Row)));

    public static Proof Judge(CheckInCase sent) =>
        Proof.Of(Anywhere, LocationAt(sent.Place), DateTimeOffset.UnixEpoch, new CheckInOptions(), sent.Signals);

    private static readonly Station Anywhere = new(0, "", new Placement(0, 0, 0), "", "", new GeoPoint(30, 110), [], new OpeningHours([]));

    /// <summary>A tenth of a degree is some ten kilometres.</summary>
    private static ReportedLocation? LocationAt(CheckInPlace? place) => place switch
    {
        CheckInPlace.Inside => new(new GeoPoint(30, 110), 10),
        CheckInPlace.Outside => new(new GeoPoint(30.1, 110), 10),
        CheckInPlace.Unknown => new(new GeoPoint(30, 110), 5_000),
        _ => null,
    };

    private static string Row(CheckInCase sent)
    {
        var proof = Judge(sent);
        var signals = new StringBuilder().AppendJoin(", ", proof.Signals.Select(signal => $"`{signal.Name.Word()}` {signal.Weight}"));
        return $"| {sent.What} | {signals} | {proof.Score} | `{proof.Status.Word()}` | {(proof.Doubt is { } doubt ? $"`{doubt.Code}`" : "")} |\n";
    }
}
