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
public sealed record LeasedMessage(long Id, string Kind, long SubjectId, long RecipientId, long Attempts, DateTimeOffset CreatedAt)
{
    /// <summary>Whose lease it is: without this word nothing about the message is changed.</summary>
    public string Owner { get; init; } = "";
}

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

    /// <summary>It may have arrived. It waits for word of that, and then for its kind's rule: see <see cref="OutboxRoute.MayComeTwice"/>.</summary>
    Uncertain,

    /// <summary>It can never be delivered as it is; staff see it.</summary>
    Dead,
}

/// <summary>What came of a delivery; the reason is technical and free of personal data.</summary>
public sealed record Delivery(DeliveryOutcome Outcome, string? Reason = null)
{
    public static readonly Delivery Done = new(DeliveryOutcome.Delivered);
    public static readonly Delivery NoLongerTrue = new(DeliveryOutcome.Obsolete);

    /// <summary>For a retry that would be in vain before that moment.</summary>
    public DateTimeOffset? NotBefore { get; init; }
}

/// <summary>Delivers one message.</summary>
public delegate Task<Delivery> DeliverOne(LeasedMessage message, CancellationToken cancellation);

/// <summary>Reads at once what several messages are made of; what comes back delivers each of these.</summary>
public delegate Task<DeliverOne> ReadForMany(IServiceProvider services, IReadOnlyList<LeasedMessage> messages);

/// <summary>Delivers messages of one kind; an area registers one for each kind that it writes.</summary>
/// <remarks>A delivery that does what cannot be taken back asks <see cref="OutboxLeases.Begin"/> right before it; all else in it may run twice.</remarks>
public sealed record OutboxRoute(string Kind, Func<IServiceProvider, LeasedMessage, CancellationToken, Task<Delivery>> Deliver)
{
    /// <summary>
    /// Whether it does no harm to be told twice: then a message of which nobody knows whether it arrived is sent once more. False for what
    /// people add up, such as points that were credited.
    /// </summary>
    public bool MayComeTwice { get; init; } = true;

    /// <summary>Null where each delivery reads for itself.</summary>
    public ReadForMany? Read { get; private init; }

    /// <summary>For a kind of which many go out together. Kinds that name the same <paramref name="read"/> are read for together.</summary>
    public static OutboxRoute ForMany(string kind, ReadForMany read) =>
        new(kind, async (services, message, cancellation) => await (await read(services, [message]))(message, cancellation)) { Read = read };
}
