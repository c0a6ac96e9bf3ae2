using LinYuan.Api.Features.Areas;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Wishes.Counts;

/// <summary>
/// Compares the counts of wishes with the wishes themselves, a few communities at a time, and puts right what differs: a replica of a
/// release that did not count, or a row that was changed by hand, is made good within a day.
/// </summary>
public sealed partial class CompareWishCounts(Db db, AreaStore areas, ILogger<CompareWishCounts> logger) : IJob
{
    private const int AtOnce = 10;

    public TimeSpan Every => TimeSpan.FromDays(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation)
    {
        var (corrected, after) = (0, 0L);
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var communities = await db.Read(session => areas.List(session, parentId: null, AreaLevel.Community, after, AtOnce));
            if (communities.Count == 0)
                return corrected;
            corrected += await Compare([.. communities.Select(community => community.Id)]);
            after = communities[^1].Id;
        }
    }

    private async Task<int> Compare(IReadOnlyList<long> communityIds)
    {
        if (await db.Read(session => WishCountStore.CountWrong(session, communityIds)) is var wrong && wrong == 0)
            return 0;
        await db.InTransaction(async tx =>
        {
            foreach (var id in communityIds)
                await areas.Lock(tx, id);
            await WishCountStore.Correct(tx, communityIds);
        });
        LogCorrected(wrong, communityIds[0], communityIds[^1]);
        return (int)wrong;
    }

    [LoggerMessage(LogLevel.Warning, "Counts of wishes were wrong in {Cells} cells of the communities from {First} to {Last}, and are corrected")]
    private partial void LogCorrected(long cells, long first, long last);
}
