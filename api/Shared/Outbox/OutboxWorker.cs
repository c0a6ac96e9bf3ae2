using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Telemetry;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>
/// Leases messages, commits, then delivers several at once, those to one person one after the other: one that fails does not stop the
/// next, and no connection is held while the other side is spoken to.
/// </summary>
public sealed partial class OutboxWorker(
    Db db, OutboxStore store, IEnumerable<OutboxRoute> routes, IServiceProvider services, IOptions<OutboxOptions> options, TimeProvider time,
    ILogger<OutboxWorker> logger)
{
    private readonly Dictionary<string, OutboxRoute> byKind = routes.ToDictionary(route => route.Kind);

    /// <summary>Delivers what is due now; the number taken in hand.</summary>
    /// <param name="stopping">When it is cancelled nothing more is begun: the rest is given back, and what is under way ends.</param>
    /// <param name="progress">Called whenever something was settled.</param>
    public async Task<int> DeliverDue(CancellationToken stopping, Action? progress = null)
    {
        var (now, owner) = (time.Now(), Guid.NewGuid().ToString("N"));
        var messages = await db.InTransaction(async tx =>
        {
            await store.TakeBackLost(tx, now);
            return await store.Lease(tx, owner, now, now + options.Value.Lease, options.Value.Batch);
        });
        if (messages.Count > 0)
            await Deliver(messages, new OutboxSettling(db, store, options.Value, time, owner, progress ?? (() => { })), stopping);
        return messages.Count;
    }

    private async Task Deliver(IReadOnlyList<LeasedMessage> messages, OutboxSettling settling, CancellationToken stopping)
    {
        using var ending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var drain = stopping.Register(() => ending.CancelAfter(options.Value.Drain));
        var written = settling.Run();
        var readings = ReadingsOf(messages);
        // WeChat refuses two sends to one person at once (43108). A message to nobody in particular stands alone.
        var lines = messages.GroupBy(message => message.RecipientId == 0 ? -message.Id : message.RecipientId);
        await Parallel.ForEachAsync(lines, new ParallelOptions { MaxDegreeOfParallelism = options.Value.Parallel }, async (line, _) =>
        {
            foreach (var message in line)
                settling.Add(message, stopping.IsCancellationRequested ? null : await Deliver(message, readings, ending.Token));
        });
        settling.Complete();
        await written;
        foreach (var reading in readings.Values)
            reading.Dispose();
    }

    /// <summary>What is read for many at once, by who reads it.</summary>
    private Dictionary<ReadForMany, OutboxReading> ReadingsOf(IReadOnlyList<LeasedMessage> messages) => messages
        .Where(message => byKind.GetValueOrDefault(message.Kind) is { Read: not null })
        .GroupBy(message => byKind[message.Kind].Read!)
        .ToDictionary(group => group.Key, group => new OutboxReading(services, group.Key, group, time));

    /// <summary>Null when the process stopped before anything was sent.</summary>
    private async Task<Delivery?> Deliver(LeasedMessage message, Dictionary<ReadForMany, OutboxReading> readings, CancellationToken ending)
    {
        if (!byKind.TryGetValue(message.Kind, out var route))
            return Counted(message, Failed(message, "no such kind"));
        try
        {
            return Counted(message, route.Read is { } read
                ? await (await readings[read].For(message))(message, ending)
                : await route.Deliver(services, message, ending));
        }
        catch (Exception error) when (error.IsAway())
        {
            return Counted(message, new Delivery(DeliveryOutcome.Retry, "database unavailable"));
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception error)
        {
            // One catch per message: whatever one kind throws, the others are still delivered. A send throws nothing, so nothing was sent.
            LogFailed(error, message.Kind, message.Id);
            return Counted(message, Failed(message, error.GetType().Name));
        }
    }

    /// <summary>A fault of this program, or a kind that only a newer release knows: another release may do better.</summary>
    private Delivery Failed(LeasedMessage message, string reason) =>
        new(message.Attempts < options.Value.FaultAttempts ? DeliveryOutcome.Retry : DeliveryOutcome.Dead, reason);

    private Delivery Counted(LeasedMessage message, Delivery delivery)
    {
        var settled = delivery.Outcome == DeliveryOutcome.Retry && message.Attempts >= options.Value.Attempts
            ? delivery with { Outcome = DeliveryOutcome.Dead }
            : delivery;
        Meters.OutboxOutcomes.Add(1, new("kind", message.Kind), new("outcome", settled.Outcome.ToString()));
        Meters.OutboxAge.Record((time.Now() - message.CreatedAt).TotalSeconds);
        return settled;
    }

    [LoggerMessage(LogLevel.Error, "Message {Id} of kind {Kind} could not be delivered")]
    private partial void LogFailed(Exception error, string kind, long id);
}
