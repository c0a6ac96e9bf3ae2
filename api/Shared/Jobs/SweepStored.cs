using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Idempotency;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Shared.Jobs;

/// <summary>Removes what the mechanisms keep only for a while: stored answers after 24 hours, settled messages after 90 days.</summary>
public sealed class SweepStored(Db db, IdempotencyStore answers, OutboxStore messages, IOptions<OutboxOptions> outbox) : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var removed = 0;
        int step;
        do
        {
            step = await db.InTransaction(tx => answers.Sweep(tx, now - IdempotentCall.Life))
                + await db.InTransaction(tx => messages.Sweep(tx, now - outbox.Value.Keep));
            removed += step;
        }
        while (step > 0 && !cancellation.IsCancellationRequested);
        return removed;
    }
}
