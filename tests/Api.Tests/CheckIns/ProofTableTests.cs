using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.CheckIns.Core;
using LinYuan.Api.Features.CheckIns.Submitting;
using LinYuan.Api.Features.Stations.Core;
using LinYuan.Api.Shared.Geo;
using static LinYuan.Api.Features.CheckIns.Core.CheckInStatus;
using static LinYuan.Api.Features.CheckIns.Core.ProofSignal;

namespace LinYuan.Tests.CheckIns;

/// <summary>Which signals lead to which outcome, with the weights as they come.</summary>
public sealed class ProofTableTests
{
    /// <summary>Signals beside the printed code and the place; then the score, the status and why there are no points.</summary>
    public static readonly TheoryData<ProofSignal[], CheckInPlace?, int, CheckInStatus, string?> Outcomes = new()
    {
        { [], null, 60, Accepted, null },
        { [NewCourier], null, 55, Accepted, null },
        { [SoonAfterAnother], null, 55, Accepted, null },
        { [SoonAfterAnother, NewCourier], null, 50, Accepted, null },
        { [SoonAfterAnother, FastTravel], null, 40, Provisional, null },
        { [SoonAfterAnother, FastTravel, NewCourier], null, 35, Provisional, null },
        { [SoonAfterAnother, FastTravel, NewCourier], CheckInPlace.Inside, 65, Accepted, null },
        { [FastTravel], null, 45, Provisional, null },
        { [SoonAfterAnother, ImpossibleTravel], null, 0, Suspect, "checkin.too_fast" },
        { [ImpossibleTravel], CheckInPlace.Inside, 0, Suspect, "checkin.too_fast" },
        { [ProofSignal.DisplayCode, ImpossibleTravel], CheckInPlace.Inside, 25, Suspect, "checkin.too_fast" },
        { [ProofSignal.DisplayCode], null, 95, Accepted, null },
        { [ProofSignal.DisplayCode], CheckInPlace.Inside, 100, Accepted, null },
        { [ProofSignal.DisplayCode], CheckInPlace.Outside, 0, Suspect, "checkin.outside_station" },
        { [], CheckInPlace.Outside, 0, Suspect, "checkin.outside_station" },
        { [DisplayCodeLate], null, 40, Provisional, null },
        { [DisplayCodeLate], CheckInPlace.Inside, 70, Accepted, null },
        { [DisplayCodeOld], null, 10, Suspect, "checkin.code_old" },
        { [DisplayCodeOld], CheckInPlace.Inside, 40, Provisional, null },
        { [DisplayCodeUsed], null, 0, Suspect, "checkin.code_used" },
        { [DisplayCodeUsed], CheckInPlace.Inside, 0, Suspect, "checkin.code_used" },
        { [DisplayCodeWrong], null, 0, Suspect, "checkin.code_wrong" },
        { [DisplayCodeWrong], CheckInPlace.Inside, 0, Suspect, "checkin.code_wrong" },
        { [LocationStale], null, 60, Accepted, null },
        { [SharedDevice], null, 0, Suspect, "checkin.device_shared" },
        { [SharedDevice], CheckInPlace.Inside, 10, Suspect, "checkin.device_shared" },
        { [ProofSignal.DisplayCode, SharedDevice], CheckInPlace.Inside, 45, Provisional, null },
        { [OtherDevice], CheckInPlace.Inside, 10, Suspect, "checkin.other_device" },
        { [SoonAfterAnother, OtherDevice], null, 0, Suspect, "checkin.other_device" },
        { [ProofSignal.DisplayCode, OtherDevice], null, 15, Suspect, "checkin.other_device" },
        { [OwnStation], null, 40, Provisional, null },
        { [OwnStation], CheckInPlace.Inside, 70, Accepted, null },
        { [OwnStation, NewCourier, SoonAfterAnother, FastTravel], null, 15, Suspect, "checkin.own_station" },
        { [DisplayCodeLate, SoonAfterAnother, NewCourier, FastTravel], null, 15, Suspect, "checkin.not_proven" },
    };

    /// <summary>Meters, seconds since the last visit; then what follows.</summary>
    public static readonly TheoryData<double, double, ProofSignal[]> Ways = new()
    {
        { 0, 0, [SoonAfterAnother] },
        { 50, 1, [SoonAfterAnother] },
        { 2_000, 1, [SoonAfterAnother] },
        { 2_001, 1, [SoonAfterAnother, FastTravel] },
        { 10_000, 1, [SoonAfterAnother, FastTravel] },
        { 10_001, 1, [SoonAfterAnother, ImpossibleTravel] },
        { 20_000, 0, [SoonAfterAnother, ImpossibleTravel] },
        { 20_000, 60, [SoonAfterAnother, ImpossibleTravel] },
        { 20_000, 239, [SoonAfterAnother, ImpossibleTravel] },
        { 20_000, 241, [SoonAfterAnother, FastTravel] },
        { 20_000, 719, [FastTravel] },
        { 20_000, 721, [] },
        { 5_000, 3_600, [] },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Signals_lead_to_the_outcome_that_is_written_here(
        ProofSignal[] others, CheckInPlace? place, int score, CheckInStatus status, string? doubt)
    {
        var station = new Station(1, "ABCD2345", new Placement(1, 2, 3), "驿站", "示例路", new GeoPoint(43.3, 124.3), [], new OpeningHours([]));
        var location = place is null ? null
            : new ReportedLocation(new GeoPoint(place == CheckInPlace.Inside ? 43.3 : 44.3, 124.3), 10);

        var proof = Proof.Of(station, location, DateTimeOffset.UnixEpoch, new CheckInOptions(), others);

        (proof.Score, proof.Status, proof.Doubt?.Code).ShouldBe((score, status, doubt));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_way_from_the_last_station_is_judged_by_its_length_and_its_time(double meters, double seconds, ProofSignal[] expected)
    {
        var known = new Circumstances(null, false, TimeSpan.FromSeconds(seconds), meters, null, null, TimeSpan.FromDays(30));

        known.Signals(new CheckInOptions()).ShouldBe(expected);
    }

    [Theory]
    [InlineData(ProofSignal.DisplayCode, false)]
    [InlineData(DisplayCodeLate, false)]
    [InlineData(DisplayCodeOld, true)]
    [InlineData(DisplayCodeUsed, true)]
    [InlineData(DisplayCodeWrong, true)]
    public void At_their_own_station_a_code_counts_only_against_them(ProofSignal display, bool counts) =>
        new Circumstances(display, false, null, 0, null, null, TimeSpan.FromDays(30), IsOwnStation: true).Signals(new CheckInOptions())
            .ShouldBe(counts ? [display, OwnStation] : [OwnStation]);

    [Fact]
    public void The_page_for_those_who_build_clients_has_every_signal_and_says_which_visits_bring_no_points()
    {
        var shown = CheckInAnswers.Cases.SelectMany(sent => CheckInAnswers.Judge(sent).Signals).Select(signal => signal.Name).Distinct();

        Enum.GetValues<ProofSignal>().Except(shown).ShouldBeEmpty();
        CheckInAnswers.Cases.Select(sent => CheckInAnswers.Judge(sent).Doubt?.Code).OfType<string>().Distinct().ShouldBe(
            ["checkin.outside_station", "checkin.code_old", "checkin.code_used", "checkin.code_wrong", "checkin.too_fast", "checkin.device_shared", "checkin.other_device"],
            ignoreOrder: true);
    }

    [Fact]
    public void Every_signal_has_a_weight_and_is_stored_by_its_word()
    {
        var options = new CheckInOptions();
        var all = Enum.GetValues<ProofSignal>().Select(signal => new WeighedSignal(signal, options.Weights[signal])).ToList();

        SignalWords.Write(all).Length.ShouldBeLessThan(600);
        SignalWords.Read(SignalWords.Write(all)).ShouldBe(all);
        SignalWords.Read("printedCode 60,somethingFromBefore 3,newCourier -5").Select(signal => signal.Name).ShouldBe([PrintedCode, NewCourier]);
        SignalWords.Read("").ShouldBeEmpty();
    }
}
