namespace LinYuan.Api.Features.Wishes.Claims;

/// <summary>How a claim ended.</summary>
public enum ClaimOutcome
{
    Released,
    Expired,
    Completed,
    Reopened,

    /// <summary>Another member of the same unit or team took the place.</summary>
    Reassigned,
}
