using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Jobs;

namespace LinYuan.Api.Features.Clues;

/// <summary>
/// What the clock does in each state: tells the level above that nobody took it up or signed for it, goes on without the reporter's
/// answer, and closes what the reporter never answered.
/// </summary>
public sealed class RunClueTimers(Db db, ClueStore clues, ClueListStore lists, ClueClock clock) : IJob
{
    private const int Batch = 200;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<int> Run(DateTimeOffset now, CancellationToken cancellation) =>
        await db.InTransactionEach(await db.Read(session => lists.ListTimersDue(session, now, Batch)), (tx, id) => RunOne(tx, id, now));

    private async Task<int> RunOne(Tx tx, long id, DateTimeOffset now) => (await clues.Find(tx, id))?.Status switch
    {
        ClueStatus.Submitted or ClueStatus.Dispatched or ClueStatus.Reopened => await clock.Take(tx, id, ClueAction.Escalate, now, clue =>
            IsDue(clue, now) ? clue with { TimerAt = null, IsLate = true, EscalatedAt = now } : null),
        ClueStatus.WaitingReporter => await clock.Take(tx, id, ClueAction.Resume, now, clue => IsDue(clue, now) ? clue.Resumed(now) : null),
        ClueStatus.Resolved => await clock.Take(tx, id, ClueAction.TimeOut, now, clue =>
            IsDue(clue, now) ? clue.Ended(ClueStatus.ClosedNoAnswer, now) : null),
        _ => 0,
    };

    private static bool IsDue(Clue clue, DateTimeOffset now) => clue.TimerAt <= now;
}
