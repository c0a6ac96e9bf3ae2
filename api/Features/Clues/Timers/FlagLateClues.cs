using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Clues;

/// <summary>Marks clues whose deadline has passed and tells the owner and the level above, once.</summary>
public sealed class FlagLateClues(Db db, ClueListStore lists, ClueClock clock) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) => await db.InTransactionEach(
        await db.Read(session => lists.ListAlarmsDue(session, now, Batch)),
        (tx, id) => clock.Take(tx, id, ClueAction.FallLate, now, clue => clue.AlarmAt <= now ? clue with { AlarmAt = null, IsLate = true } : null));
}
