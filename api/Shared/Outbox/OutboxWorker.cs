using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Telemetry;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>Section "Outbox".</summary>
public sealed record OutboxOptions
{
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Must be longer than any delivery takes, time-outs included.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>After so many tries a message is dead and waits for staff.</summary>
    public int Attempts { get; set; } = 8;

    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(2);

    public int Batch { get; set; } = 20;

    public TimeSpan Keep { get; set; } = TimeSpan.FromDays(90);
}

/// <summary>
/// Leases messages, commits, then delivers them one by one: one that fails does not stop the next, and no transaction is open while
/// the other side is spoken to.
/// </summary>
public sealed partial class OutboxWorker(
    Db db, OutboxStore store, IEnumerable<OutboxRoute> routes, IServiceProvider services, IOptions<OutboxOptions> options, TimeProvider time,
    ILogger<OutboxWorker> logger)
{
    private readonly Dictionary<string, OutboxRoute> byKind = routes.ToDictionary(route => route.Kind);

    /// <summary>Delivers what is due now; the number handled.</summary>
    public async Task<int> DeliverDue(CancellationToken cancellation)
    {
        var now = time.Now();
        await db.InTransaction(tx => store.GiveUpLost(tx, now));
        var messages = await db.InTransaction(tx => store.Lease(tx, now, now + options.Value.Lease, options.Value.Batch));
        foreach (var message in messages)
            await Settle(message, await Deliver(message, cancellation));
        return messages.Count;
    }

    private async Task<Delivery> Deliver(LeasedMessage message, CancellationToken cancellation)
    {
        if (!byKind.TryGetValue(message.Kind, out var route))
            return new Delivery(DeliveryOutcome.Dead, "no such kind");
        try
        {
            return await route.Deliver(services, message, cancellation);
        }
        catch (DatabaseUnavailableException)
        {
            return new Delivery(DeliveryOutcome.Retry, "database unavailable");
        }
        catch (Exception error)
        {
            // One catch per message: whatever one kind throws, the others are still delivered, and staff see this one.
            LogFailed(error, message.Kind, message.Id);
            return new Delivery(DeliveryOutcome.Dead, error.GetType().Name);
        }
    }

    private Task Settle(LeasedMessage message, Delivery delivery)
    {
        var now = time.Now();
        Meters.OutboxOutcomes.Add(1, new("kind", message.Kind), new("outcome", delivery.Outcome.ToString()));
        Meters.OutboxAge.Record((now - message.CreatedAt).TotalSeconds);
        return db.InTransaction(tx => delivery.Outcome != DeliveryOutcome.Retry
            ? store.Finish(tx, message.Id, delivery, now)
            : message.Attempts >= options.Value.Attempts
                ? store.Finish(tx, message.Id, delivery with { Outcome = DeliveryOutcome.Dead }, now)
                : store.RetryAt(tx, message.Id, delivery.Reason, now + Backoff(message.Attempts)));
    }

    private TimeSpan Backoff(long attempts)
    {
        var doubled = options.Value.FirstRetry * Math.Pow(2, attempts - 1);
        return doubled < options.Value.LongestRetry ? doubled : options.Value.LongestRetry;
    }

    [LoggerMessage(LogLevel.Error, "Message {Id} of kind {Kind} could not be delivered")]
    private partial void LogFailed(Exception error, string kind, long id);
}
