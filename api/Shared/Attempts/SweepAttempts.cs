using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Shared.Attempts;

/// <summary>Removes counts whose time is over; they count nothing any more, this only keeps the table small.</summary>
public sealed class SweepAttempts(Db db, AttemptStore attempts) : IJob
{
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var removed = 0;
        int step;
        do
        {
            step = await db.InTransaction(tx => attempts.Sweep(tx, now));
            removed += step;
        }
        while (step > 0 && !cancellation.IsCancellationRequested);
        return removed;
    }
}
