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
                await db.InTransaction(tx => Write(tx, group, time.Now()));
                return;
            }
            catch (Exception error) when (IsAway(error) && time.GetElapsedTime(started) < options.Lease)
            {
                await Task.Delay(Pause, time);
            }
        }
    }

    private static bool IsAway(Exception error) => error is DatabaseUnavailableException || (error is MySqlException busy && busy.IsBusy());

    private async Task Write(Tx tx, IReadOnlyList<Settled> group, DateTimeOffset now)
    {
        var back = group.Where(settled => settled.Delivery is null).Select(settled => settled.Message).ToList();
        if (back.Count > 0)
            await store.GiveBack(tx, owner, back);
        foreach (var (message, delivery) in group.Where(settled => settled.Delivery?.Outcome == DeliveryOutcome.Retry))
            await store.RetryAt(tx, message, delivery!.Reason, DueAt(message, delivery, now));
        foreach (var alike in group.Where(settled => settled.Delivery is { Outcome: not DeliveryOutcome.Retry }).GroupBy(settled => settled.Delivery!, settled => settled.Message))
            await store.Finish(tx, owner, [.. alike], alike.Key, now);
    }

    private DateTimeOffset DueAt(LeasedMessage message, Delivery delivery, DateTimeOffset now)
    {
        var doubled = options.FirstRetry * Math.Pow(2, message.Attempts - 1);
        var usual = now + (doubled < options.LongestRetry ? doubled : options.LongestRetry);
        return delivery.NotBefore > usual ? delivery.NotBefore.Value : usual;
    }

    private sealed record Settled(LeasedMessage Message, Delivery? Delivery);
}
