namespace LinYuan.Api.Shared.Attempts;

/// <summary>What is counted, and how often it may happen.</summary>
/// <param name="Kind">A stable word, such as <c>wish.handover</c>.</param>
/// <param name="Within">From the first that counts until the count begins anew; null when it never does.</param>
public sealed record AttemptLimit(string Kind, int Most, TimeSpan? Within = null)
{
    /// <summary>Stands for a person or a thing where a limit is for all people or things together.</summary>
    public const long Any = 0;

    /// <summary>The one count that somebody has, whatever the thing.</summary>
    public Attempt By(long personId) => new(this, personId, Any);

    /// <summary>The count that somebody has of one thing.</summary>
    public Attempt By(long personId, long thingId) => new(this, personId, thingId);

    /// <summary>The one count of a thing, whoever it was.</summary>
    public Attempt Of(long thingId) => new(this, Any, thingId);
}

/// <summary>One count: of whom, and of what.</summary>
public sealed record Attempt(AttemptLimit Limit, long PersonId, long ThingId);

/// <summary>A count at one moment.</summary>
/// <param name="EndsAt">When it begins anew; of no meaning while nothing counts.</param>
public sealed record AttemptCount(Attempt Attempt, int Times, DateTimeOffset EndsAt)
{
    public bool IsUsedUp => Times >= Attempt.Limit.Most;

    /// <summary>The next one that counts is the last that is allowed.</summary>
    public bool IsLastFree => Times == Attempt.Limit.Most - 1;

    /// <summary>How long to wait for the next; null when waiting does not help.</summary>
    public TimeSpan? WaitFrom(DateTimeOffset now) => Attempt.Limit.Within is null ? null : EndsAt - now;
}
