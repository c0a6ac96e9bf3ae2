using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>Tells a delivery, at the last moment before it does what cannot be taken back, whether the message is still its own.</summary>
public sealed class OutboxLeases(Db db, OutboxStore store, IOptions<OutboxOptions> options, TimeProvider time)
{
    /// <summary>
    /// Marks the message as begun and renews its lease. False when the lease ran out, for instance while the process was frozen: then
    /// somebody else has it, and nothing may be sent.
    /// </summary>
    /// <param name="sentAs">By which name the other side may later say whether it arrived.</param>
    public async Task<bool> Begin(LeasedMessage message, string? sentAs = null)
    {
        var (lease, now, timestamp) = (options.Value.Lease, time.Now(), time.GetTimestamp());
        var isHeld = await db.Change(session => store.Begin(session, message, sentAs, now, now + lease)) == 1;
        // The freeze may also come between that answer and this line. The clock on the wall also tells what a monotonic one may miss: a
        // machine that was put to sleep.
        return isHeld && time.GetElapsedTime(timestamp) < lease && time.Now() - now < lease;
    }
}
