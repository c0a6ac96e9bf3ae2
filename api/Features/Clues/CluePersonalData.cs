using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Http;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Clues;

/// <summary>What the clues area holds on a person: the reports, the words along the way, what they follow and have in hand.</summary>
internal static class CluePersonalData
{
    private const int Most = 1000;

    public static async Task<object> Export(IServiceProvider services, DbSession session, long userId)
    {
        var lists = services.GetRequiredService<ClueListStore>();
        var mine = (await lists.ListMine(session, userId, long.MaxValue, Most)).Select(clue => new
        {
            Id = new EntityId(clue.Id), clue.Class, clue.Status, clue.ReporterKind, clue.Report, clue.Location, clue.SubmittedAt, clue.Note,
            clue.LegalRoute, clue.Outcome, clue.Answer, clue.Score, clue.IsFalse, clue.IsUnreasonable,
        });
        var words = (await services.GetRequiredService<ClueEventStore>().ListWordsBy(session, userId, Most)).Select(entry => new
        {
            ClueId = new EntityId(entry.ClueId), entry.At, entry.Action, entry.Words,
        });
        var followed = await services.GetRequiredService<CluePeopleStore>().ListFollowed(session, userId, long.MaxValue, Most);
        return new { Reported = mine.ToList(), Words = words.ToList(), Followed = followed.Select(id => new EntityId(id)).ToList() };
    }

    /// <summary>
    /// Refused while the person has a clue in hand. Their own words are erased; what staff have taken up goes on, for the trouble is still
    /// there, and nobody waits for an answer any more.
    /// </summary>
    public static async Task Erase(IServiceProvider services, Tx tx, long userId)
    {
        var clues = services.GetRequiredService<ClueStore>();
        var clock = services.GetRequiredService<ClueClock>();
        var now = services.GetRequiredService<TimeProvider>().Now();
        if (await clues.OwnsOpen(tx, userId))
            throw new Refusal(MemberErrors.HasOpenCases, "您手里还有没办完的线索，办完或退回后，才能注销账号");
        foreach (var id in await clues.ListWaitingFor(tx, userId))
        {
            if (await clock.Take(tx, id, ClueAction.Forget, now, clue => clue.Ended(ClueStatus.NotAccepted, now)) == 0)
                await clock.Take(tx, id, ClueAction.Resume, now, clue => clue.Resumed(now));
        }
        await clues.Erase(tx, userId);
        await services.GetRequiredService<ClueEventStore>().Erase(tx, userId);
        await services.GetRequiredService<CluePeopleStore>().Erase(tx, userId);
    }
}
