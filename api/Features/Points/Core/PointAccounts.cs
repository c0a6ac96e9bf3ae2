namespace LinYuan.Api.Features.Points.Core;

/// <summary>
/// The accounts of the ledger. The first three are a person's; the others belong to areas, and from them points come or in them they end.
/// </summary>
public enum PointAccountKind
{
    /// <summary>May be spent.</summary>
    User,

    /// <summary>Credited, but not to be spent before the case is settled.</summary>
    UserProvisional,

    /// <summary>Set aside for an order.</summary>
    UserReserved,
    Community,

    /// <summary>Pays for its communities that have no budget of their own.</summary>
    District,
    Redeemed,
    Expired,
}

/// <summary>Why points moved.</summary>
public enum PointReason
{
    CheckIn,
    WishFulfilled,

    /// <summary>Delivered, but the resident never answered.</summary>
    WishUnconfirmed,
    ClueAccepted,
    ClueResolved,

    /// <summary>Taken back, since it turned out that the help was not given.</summary>
    WishReversed,

    /// <summary>Taken back for another cause, for instance a check-in that was none.</summary>
    Reversed,

    /// <summary>From provisional to available.</summary>
    Released,

    /// <summary>From available to reserved, for an order.</summary>
    Reserved,

    /// <summary>From reserved to available: the order was cancelled, or nobody fetched it.</summary>
    ReservationEnded,

    /// <summary>The order was handed over.</summary>
    Redeemed,

    /// <summary>The year in which they could be spent is over.</summary>
    Expired,
}

/// <summary>The kind of case that points come from.</summary>
public enum PointSource
{
    CheckIn,
    Wish,

    /// <summary>What somebody brought to a crowd wish.</summary>
    Pledge,
    Clue,

    /// <summary>An order of a reward.</summary>
    Redemption,

    /// <summary>The end of a year; the id is the person's times 10,000 plus the year.</summary>
    YearEnd,
}

/// <summary>Points for one person, paid by a community's budget. A case pays once for a reason, to one person.</summary>
public sealed record PointCredit(long UserId, long CommunityId, int Amount, PointReason Reason, PointSource Source, long SourceId);

/// <summary>A person's three accounts, and how much of them is how old.</summary>
/// <param name="EarnedIn">The year of <paramref name="EarnedYear"/>; <paramref name="EarnedBefore"/> is of the year before it.</param>
/// <param name="Owed">Of what is reserved, what a reversal takes if the order comes to nothing.</param>
/// <param name="ExpiredYear">The last year whose points have expired.</param>
/// <param name="CommunityId">Whose case paid last; 0 when none did.</param>
public sealed record PointAccount(
    long Available, long Provisional, long Reserved, long Owed, int EarnedIn, long EarnedYear, long EarnedBefore, int ExpiredYear,
    long CommunityId)
{
    public static readonly PointAccount Empty = new(0, 0, 0, 0, 0, 0, 0, 0, 0);

    public long Balance => Available + Provisional + Reserved;

    /// <summary>
    /// What of the points that may be spent was earned in that year or earlier. The oldest are spent first, so what is older is what the
    /// later years' earnings do not explain.
    /// </summary>
    public long LeftOf(int year) => Math.Clamp(
        Balance - (EarnedIn > year ? EarnedYear : 0) - (EarnedIn - 1 > year ? EarnedBefore : 0), 0, Available);
}
