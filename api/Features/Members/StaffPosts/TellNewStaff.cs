using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Members.StaffPosts;

/// <summary>Tells what nobody could hear when it happened, as soon as somebody works there or above.</summary>
public sealed class TellNewStaff(Db db, UnheardNewsStore unheard, StaffNews news) : IJob
{
    private const int Batch = 200;

    /// <summary>So many in a run: a district that nobody works in must not keep those waiting where somebody came.</summary>
    private const int MostBatches = 20;

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(5);

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var told = 0;
        for (var batch = 0; batch < MostBatches && !cancellation.IsCancellationRequested; batch++)
        {
            var due = await db.Read(session => unheard.ListDue(session, now, Batch));
            told += await db.InTransactionEach(due, (tx, id) => TellOne(tx, id, now));
            if (due.Count < Batch)
                break;
        }
        return told;
    }

    /// <summary>Runners may race: each waits for the lock, and the one who comes second finds nothing due.</summary>
    private async Task<int> TellOne(Tx tx, long id, DateTimeOffset now)
    {
        if (await unheard.LockDue(tx, id, now) is not { } one)
            return 0;
        if (!await news.TryTell(tx, one, now))
        {
            await unheard.Postpone(tx, id, now + Again);
            return 0;
        }
        await unheard.Remove(tx, id);
        return 1;
    }
}
