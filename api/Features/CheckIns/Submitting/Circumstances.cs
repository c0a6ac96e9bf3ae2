using LinYuan.Api.Features.CheckIns.Core;

namespace LinYuan.Api.Features.CheckIns.Submitting;

/// <summary>What is known of a visit beside its codes and its place: when and where the courier was last, which phone, how new.</summary>
/// <param name="Display">What the display code says; null when none was sent.</param>
/// <param name="SinceLast">Since the last visit that was believed, at whatever station; null without one.</param>
/// <param name="MetersFromLast">From that visit's station to this one; 0 when it is the same or not known.</param>
/// <param name="SinceOtherAccount">Since another account checked in from this phone; null when none did.</param>
/// <param name="SinceOtherDevice">Since this account checked in from another phone; null when it is the same or not known.</param>
/// <param name="SinceApproval">Since staff approved the courier's registration.</param>
/// <param name="IsOwnStation">Whether the courier can fetch the code of the screen without standing before it.</param>
public sealed record Circumstances(
    ProofSignal? Display, bool IsLocationStale, TimeSpan? SinceLast, double MetersFromLast, TimeSpan? SinceOtherAccount,
    TimeSpan? SinceOtherDevice, TimeSpan SinceApproval, bool IsOwnStation = false)
{
    public IEnumerable<ProofSignal> Signals(CheckInOptions options)
    {
        if (Display is { } display && !(IsOwnStation && display is (ProofSignal.DisplayCode or ProofSignal.DisplayCodeLate)))
            yield return display;
        if (IsOwnStation)
            yield return ProofSignal.OwnStation;
        if (IsLocationStale)
            yield return ProofSignal.LocationStale;
        if (SinceLast is { } sinceLast && sinceLast < options.SoonAfter)
            yield return ProofSignal.SoonAfterAnother;
        if (Travel(options) is { } travel)
            yield return travel;
        if (SinceOtherAccount < options.SharedDeviceWithin)
            yield return ProofSignal.SharedDevice;
        if (SinceOtherDevice < options.OtherDeviceWithin)
            yield return ProofSignal.OtherDevice;
        if (SinceApproval < options.NewFor)
            yield return ProofSignal.NewCourier;
    }

    private ProofSignal? Travel(CheckInOptions options)
    {
        if (SinceLast is not { } time)
            return null;
        // Two taps in one moment have no time between them, and an endless speed says no more than a very high one.
        var speed = MetersFromLast / 1000 / Math.Max(time.TotalHours, TimeSpan.FromSeconds(1).TotalHours);
        return MetersFromLast > options.ImpossibleMeters && speed > options.ImpossibleSpeed ? ProofSignal.ImpossibleTravel
            : MetersFromLast > options.FastMeters && speed > options.FastSpeed ? ProofSignal.FastTravel
            : null;
    }
}
