namespace LinYuan.Api.Features.CheckIns;

/// <summary>What speaks for or against a visit. No single one decides: each has a weight in the settings.</summary>
/// <remarks>
/// With the weights as they come, for a courier with the printed code and no location:
/// <code>
/// nothing else                             accepted     60
/// a display code of this station, fresh    accepted     95
/// … expired within 5 minutes               provisional  40
/// … older                                  suspect      10   checkin.code_old
/// … used before by this courier            suspect       0   checkin.code_used (the same tap repeated: the stored answer)
/// … forged, or of another station          suspect       0   checkin.code_wrong
/// … copied by another courier              as fresh: one use each, and what else is known decides
/// a location inside                        accepted     90
/// a location of more than 2 minutes ago    accepted     60   it is worth nothing
/// a location outside                       suspect       0   checkin.outside_station (with any code)
/// outside opening hours                    accepted     50
/// the same station within 4 hours          refused           checkin.too_soon
/// another station within 5 minutes         accepted     55
/// … and faster than 100 km/h over 2 km     provisional  40
/// … faster than 300 km/h over 10 km        suspect       0   checkin.too_fast
/// a phone of another account within 24 h   suspect       0   checkin.device_shared
/// another phone of the account in 10 min   suspect       0   checkin.other_device
/// a registration of fewer than 3 days      accepted     55
/// </code>
/// Accepted is credited at once, provisional after 24 hours unless it is challenged, suspect when staff accept it.
/// </remarks>
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

    DisplayCodeUsed,

    /// <summary>Forged, or of another station.</summary>
    DisplayCodeWrong,

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
