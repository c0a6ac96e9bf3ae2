using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.WeChatPush.Inbox;

/// <summary>
/// Removes settled events. They are kept far longer than WeChat repeats a push; failed ones, which still say whom they are about, long
/// enough for staff to see to them.
/// </summary>
public sealed class SweepPushEvents(Db db, PushEventStore inbox) : IJob
{
    private static readonly TimeSpan KeepSettled = TimeSpan.FromDays(30);
    private static readonly TimeSpan KeepFailed = TimeSpan.FromDays(180);

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var removed = 0;
        int step;
        do
        {
            step = await db.InTransaction(async tx => await inbox.Sweep(tx, PushEventState.Done, now - KeepSettled)
                + await inbox.Sweep(tx, PushEventState.Ignored, now - KeepSettled)
                + await inbox.Sweep(tx, PushEventState.Failed, now - KeepFailed));
            removed += step;
        }
        while (step > 0 && !cancellation.IsCancellationRequested);
        return removed;
    }
}
