using LinYuan.Api.Features.Wishes;

namespace LinYuan.Seeding.Wishes;

/// <summary>What became of a wish.</summary>
internal enum WishFate
{
    Fulfilled,
    Open,

    /// <summary>Open for weeks, and nobody has taken it.</summary>
    Cold,
    Claimed,
    InProgress,
    Unmet,
    Withdrawn,
    InReview,
    CrowdFulfilled,
    CrowdOpen,
}

internal static class WishFates
{
    public static readonly IReadOnlyList<(WishFate Fate, int Count)> Counts =
    [
        (WishFate.Fulfilled, DemoFigures.FulfilledWishes),
        (WishFate.Open, DemoFigures.OpenWishes),
        (WishFate.Cold, DemoFigures.ColdWishes),
        (WishFate.Claimed, DemoFigures.ClaimedWishes),
        (WishFate.InProgress, DemoFigures.WishesInProgress),
        (WishFate.Unmet, DemoFigures.UnmetWishes),
        (WishFate.Withdrawn, DemoFigures.WithdrawnWishes),
        (WishFate.InReview, DemoFigures.WishesInReview),
        (WishFate.CrowdFulfilled, DemoFigures.FulfilledCrowdWishes),
        (WishFate.CrowdOpen, DemoFigures.OpenCrowdWishes),
    ];

    public static WishStatus Status(this WishFate fate) => fate switch
    {
        WishFate.Fulfilled or WishFate.CrowdFulfilled => WishStatus.Fulfilled,
        WishFate.Open or WishFate.Cold or WishFate.CrowdOpen => WishStatus.Open,
        WishFate.Claimed => WishStatus.Claimed,
        WishFate.InProgress => WishStatus.InProgress,
        WishFate.Unmet => WishStatus.Unmet,
        WishFate.Withdrawn => WishStatus.Withdrawn,
        WishFate.InReview => WishStatus.PendingReview,
        _ => throw new ArgumentOutOfRangeException(nameof(fate)),
    };

    public static bool IsCrowd(this WishFate fate) => fate is WishFate.CrowdFulfilled or WishFate.CrowdOpen;

    /// <summary>Somebody still has to be reached: only then is the contact kept.</summary>
    public static bool IsRunning(this WishFate fate) =>
        fate.Status() is WishStatus.PendingReview or WishStatus.Open or WishStatus.Claimed or WishStatus.InProgress;

    public static bool IsListed(this WishFate fate) => fate is not (WishFate.Withdrawn or WishFate.InReview);
}
