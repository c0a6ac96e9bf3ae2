namespace LinYuan.Api.Features.CheckIns.Core;

/// <summary>What speaks for or against a visit. No single one decides: each has a weight in the settings.</summary>
/// <remarks>What each does to the outcome, with the weights as they come, is listed in miniprogram-contract/check-ins.md.</remarks>
public enum ProofSignal
{
    /// <summary>The code of the printed QR. It can be copied, so it is a weak proof.</summary>
    PrintedCode,

    /// <summary>The code on the screen at the door, of this moment and used for the first time.</summary>
    DisplayCode,

    /// <summary>Expired a short while ago: who scans and has to sign in first sends it late.</summary>
    DisplayCodeLate,

    /// <summary>Long expired: rather a photo of the screen than the screen. Worse than none at all.</summary>
    DisplayCodeOld,

    /// <summary>In time, but the courier has used a code of the same 30 seconds or later ones, of this screen or of another station's.</summary>
    DisplayCodeUsed,

    /// <summary>Forged, or of another station, whether or not it was used there.</summary>
    DisplayCodeWrong,

    /// <summary>
    /// The courier keeps this station or is on the staff of its area, and can fetch the code of its screen from anywhere: that code then
    /// counts for nothing, and no visit without a location is credited at once.
    /// </summary>
    OwnStation,

    LocationInside,

    /// <summary>A location was given, but it is too inexact to tell.</summary>
    LocationUnclear,

    /// <summary>The phone took it too long ago, or its clock is wrong.</summary>
    LocationStale,

    /// <summary>Beyond the station's surroundings even when all of the reported inaccuracy is allowed for.</summary>
    LocationOutside,

    OutsideOpeningHours,

    SoonAfterAnother,

    /// <summary>The way from the last station to this one was hardly possible in the time.</summary>
    FastTravel,

    /// <summary>The way from the last station to this one was not possible in the time.</summary>
    ImpossibleTravel,

    /// <summary>Another account checked in from this phone a short while ago.</summary>
    SharedDevice,

    /// <summary>The account checked in from another phone a short while ago.</summary>
    OtherDevice,

    NewCourier,
}
