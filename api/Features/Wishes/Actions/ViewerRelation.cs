namespace LinYuan.Api.Features.Wishes.Actions;

/// <summary>What somebody has to do with one wish beyond what the wish itself says, and what of it is used up.</summary>
/// <param name="HasActed">Spoke for the resident once.</param>
/// <param name="HasHelped">Has or had a part in the help: claimed it, was sent or answered for a claim, or pledged.</param>
/// <param name="IsInClaim">Goes for the claim that the wish has now, or answers for it.</param>
/// <param name="IsExtended">The claimer's one extension of that claim is used.</param>
/// <param name="IsExtendedByStaff">Likewise the one that the community may give.</param>
/// <param name="HasHandoverCode">There is a code that can be printed.</param>
/// <param name="IsWaiting">Stands in the queue.</param>
/// <param name="Waiting">How many stand in it.</param>
/// <param name="NextInLine">Who is first in it but for the one to whom the wish is or was offered last.</param>
/// <param name="HasPromised">A pledge of theirs is promised and not brought yet.</param>
/// <param name="HasBrought">Goods of theirs have arrived.</param>
/// <param name="OthersPromised">Somebody else's are still to come.</param>
/// <param name="HasStory">A story of the wish is up.</param>
/// <param name="IsCardEnded">Of the person for whom it was filed: nobody may speak for them any more.</param>
/// <param name="CardNumber">Of that person's card.</param>
public sealed record ViewerRelation(
    bool HasActed, bool HasHelped, bool IsInClaim, bool IsExtended, bool IsExtendedByStaff, bool HasHandoverCode, bool IsWaiting, long Waiting,
    long? NextInLine, bool HasPromised, bool HasBrought, bool OthersPromised, bool Follows, bool HasMuted, bool HasStory, bool IsCardEnded,
    string? CardNumber)
{
    /// <summary>They gave too many wrong codes with that card.</summary>
    public bool IsCardLocked { get; init; }

    public bool HasPledged => HasPromised || HasBrought;
}
