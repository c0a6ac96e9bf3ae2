namespace LinYuan.Api.Shared.Outbox;

/// <summary>
/// Something to tell someone, written in the transaction that made it true. Holds ids only: what it says is looked up when it is
/// delivered. <c>DedupeKey</c> makes the same news impossible to write twice.
/// </summary>
public sealed record OutboxMessage(string Kind, long SubjectId, long RecipientId, string DedupeKey)
{
    /// <summary>An alarm, or work that nobody hears of: it goes out at night too. Everything else waits for the end of the <see cref="QuietHours"/>.</summary>
    public bool AtAnyHour { get; init; }
}

/// <summary>A message on its way: <c>Attempts</c> counts this one too.</summary>
public sealed record LeasedMessage(long Id, string Kind, long SubjectId, long RecipientId, long Attempts, DateTimeOffset CreatedAt);

public enum DeliveryOutcome
{
    /// <summary>The other side has it.</summary>
    Delivered,

    /// <summary>No longer true or no longer wanted, so it was not sent.</summary>
    Obsolete,

    /// <summary>The other side does not want it (for WeChat: no subscription); not an error and not repeated.</summary>
    Declined,

    /// <summary>Nothing was done; try again later.</summary>
    Retry,

    /// <summary>It may have arrived. Repeating it could tell someone twice, so only a person may resend it.</summary>
    Uncertain,

    /// <summary>It can never be delivered as it is; staff see it.</summary>
    Dead,
}

/// <summary>What came of a delivery; the reason is technical and free of personal data.</summary>
public sealed record Delivery(DeliveryOutcome Outcome, string? Reason = null)
{
    public static readonly Delivery Done = new(DeliveryOutcome.Delivered);
    public static readonly Delivery NoLongerTrue = new(DeliveryOutcome.Obsolete);
}

/// <summary>Delivers messages of one kind; an area registers one for each kind that it writes.</summary>
public sealed record OutboxRoute(string Kind, Func<IServiceProvider, LeasedMessage, CancellationToken, Task<Delivery>> Deliver);
