using System.Threading.Channels;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>
/// Writes down what came of messages, in groups: while one group is being written, the next one gathers. So a message alone is settled at
/// once, and many together in a few statements.
/// </summary>
public sealed class OutboxSettling(Db db, OutboxStore store, OutboxOptions options, TimeProvider time, string owner, Action progress)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly Channel<Settled> arriving = Channel.CreateUnbounded<Settled>(new UnboundedChannelOptions { SingleReader = true });

    /// <param name="delivery">Null gives the message back: it was not begun.</param>
    public void Add(LeasedMessage message, Delivery? delivery) => arriving.Writer.TryWrite(new Settled(message, delivery));

    public void Complete() => arriving.Writer.TryComplete();

    /// <summary>Runs until <see cref="Complete"/> was called and all is written.</summary>
    public async Task Run()
    {
        var started = time.GetTimestamp();
        List<Settled> group = [];
        while (await arriving.Reader.WaitToReadAsync())
        {
            group.Clear();
            while (arriving.Reader.TryRead(out var settled))
                group.Add(settled);
            await Write(group, started);
            progress();
        }
    }

    /// <summary>What was delivered and is not written down would go out again, so a database that is away is waited for as long as the lease lasts.</summary>
    private async Task Write(IReadOnlyList<Settled> group, long started)
    {
        while (true)
        {
            try
            {
                foreach (var change in ChangesOf(group, time.Now()))
                    await db.Change(change);
                return;
            }
            catch (Exception error) when (error.IsAway() && time.GetElapsedTime(started) < options.Lease)
            {
                await Task.Delay(Pause, time);
            }
        }
    }

    /// <summary>
    /// One statement for all that ended alike. Each is a transaction of its own, and one that runs again changes nothing: what is settled is
    /// leased to nobody any more.
    /// </summary>
    private IEnumerable<Func<DbSession, Task<int>>> ChangesOf(IReadOnlyList<Settled> group, DateTimeOffset now)
    {
        var back = group.Where(settled => settled.Delivery is null).Select(settled => settled.Message).ToList();
        if (back.Count > 0)
            yield return session => store.GiveBack(session, owner, back);
        var later = group.Where(settled => settled.Delivery?.Outcome == DeliveryOutcome.Retry);
        foreach (var alike in later.GroupBy(settled => (settled.Delivery!.Reason, DueAt: DueAt(settled.Message, settled.Delivery, now)), settled => settled.Message))
            yield return session => store.RetryAt(session, owner, [.. alike], alike.Key.Reason, alike.Key.DueAt);
        var ended = group.Where(settled => settled.Delivery is { Outcome: not DeliveryOutcome.Retry });
        foreach (var alike in ended.GroupBy(settled => settled.Delivery!, settled => settled.Message))
            yield return session => store.Finish(session, owner, [.. alike], alike.Key, now);
    }

    private DateTimeOffset DueAt(LeasedMessage message, Delivery delivery, DateTimeOffset now)
    {
        var doubled = options.FirstRetry * Math.Pow(2, message.Attempts - 1);
        var usual = now + (doubled < options.LongestRetry ? doubled : options.LongestRetry);
        return delivery.NotBefore > usual ? delivery.NotBefore.Value : usual;
    }

    private sealed record Settled(LeasedMessage Message, Delivery? Delivery);
}
