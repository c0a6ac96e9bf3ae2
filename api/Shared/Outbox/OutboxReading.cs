using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>
/// Reads what the messages of a batch are made of, for all of them at once and anew for the rest as soon as that is older than a moment:
/// a message says what is so when it goes out, also behind others that went out slowly.
/// </summary>
public sealed class OutboxReading(IServiceProvider services, ReadForMany read, IEnumerable<LeasedMessage> messages, TimeProvider time) : IDisposable
{
    /// <summary>No statement reads for more.</summary>
    private const int Most = 100;

    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<long, LeasedMessage> waiting = messages.ToDictionary(message => message.Id);
    private readonly SemaphoreSlim turn = new(1);
    private HashSet<long> known = [];
    private DeliverOne? deliver;
    private (long Timestamp, DateTimeOffset Moment) readAt;
    private bool readsAlone;

    /// <summary>The one that delivers this message, with what was read for it.</summary>
    public async Task<DeliverOne> For(LeasedMessage message)
    {
        await turn.WaitAsync();
        try
        {
            if (deliver is null || !known.Contains(message.Id) || IsOld())
                await ReadFor(message);
            waiting.Remove(message.Id);
            return deliver!;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    /// <summary>The clock on the wall also tells what a monotonic one may miss: a machine that was put to sleep.</summary>
    private bool IsOld() => time.GetElapsedTime(readAt.Timestamp) > Fresh || time.Now() - readAt.Moment > Fresh;

    private async Task ReadFor(LeasedMessage message)
    {
        readAt = (time.GetTimestamp(), time.Now());
        List<LeasedMessage> together = readsAlone ? [message] : [message, .. waiting.Values.Where(other => other.Id != message.Id).Take(Most - 1)];
        try
        {
            deliver = await read(services, together);
        }
        catch (Exception error) when (together.Count > 1 && !error.IsAway())
        {
            // One of them cannot be read. The others must not be held up by it: each reads for itself.
            readsAlone = true;
            together = [message];
            deliver = await read(services, together);
        }
        known = [.. together.Select(one => one.Id)];
    }
}
