using LinYuan.Api.Features.Wishes.Claims;
using LinYuan.Api.Features.Wishes.News;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;
using LinYuan.Api.Shared.Outbox;
using Microsoft.Extensions.Options;

namespace LinYuan.Api.Features.Wishes.Timers;

/// <summary>Tells claimers that their time is running out, at the shares of the limit that the settings name.</summary>
public sealed class RemindClaimers(Db db, WishStore wishes, WishClaimStore claims, OutboxStore outbox, IOptions<WishOptions> options) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => claims.ListRemindersDue(session, now, Batch)), (tx, due) => Remind(tx, due, now));

    private async Task<int> Remind(Tx tx, DueReminder due, DateTimeOffset now)
    {
        var end = (await wishes.Find(tx, due.WishId))?.LeaseEnd;
        var next = end is null ? null : Leases.Next(options.Value, due.LimitFrom, end.Value, due.Sent + 1);
        if (await claims.MarkReminded(tx, due, next) == 0)
            return 0;
        if (end > now)
            await outbox.Add(tx, Message(due), now);
        return 1;
    }

    private static OutboxMessage Message(DueReminder due) => new(
        WishNews.LeaseEnding, due.WishId, due.MemberId,
        $"{WishNews.LeaseEnding}:{due.ClaimId}:{due.LimitFrom.ToUnixTimeMilliseconds()}:{due.Sent}");
}
