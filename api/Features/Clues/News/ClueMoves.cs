using LinYuan.Api.Features.Areas;
using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.Clues;

/// <summary>One move of a clue as its timeline keeps it. The words are those of whoever moved it.</summary>
public sealed record ClueMove(
    ClueAction Action, ClueStatus? From, ClueStatus To, ClueActor Actor, long? ActorId, string? Words = null);

/// <summary>Writes the event of a move that was just made, and the news of it to everyone whom <see cref="ClueNews"/> names.</summary>
public sealed class ClueMoves(ClueEventStore events, CluePeopleStore people, StaffNews staff, OutboxStore outbox)
{
    public async Task Record(Tx tx, Clue before, Clue after, ClueMove move, DateTimeOffset now)
    {
        var eventId = await events.Add(tx, after.Id, move, now);
        // Who made the move knows of it; who is concerned in two ways hears it once, by the first line of the table.
        HashSet<long> told = move.ActorId is { } actor ? [actor] : [];
        foreach (var hearing in ClueNews.Table.Where(line => line.Action == move.Action && (line.To is null || line.To == move.To)))
        {
            var news = new NewsForStaff(hearing.Kind, after.Id, $"{eventId}", PathOf(after, hearing.Listener) ?? [])
            {
                NotFor = [after.ReporterId, .. move.ActorId is { } mover ? [mover] : Array.Empty<long>()],
                AtAnyHour = after.Urgency == ClueUrgency.Emergency && ClueNews.Kinds[hearing.Kind].IsAlarm,
            };
            if (hearing.Listener == ClueListener.Followers)
                await outbox.Add(tx, TellClueFollowers.Message(hearing.Kind, after.Id, eventId), now);
            else if (news.Path.Count > 0)
                await staff.Tell(tx, news, now, told);
            else
                await TellPeople(tx, news, await Listeners(tx, before, after, hearing.Listener), told, now);
        }
    }

    private async Task TellPeople(Tx tx, NewsForStaff news, IReadOnlyList<long> listeners, HashSet<long> told, DateTimeOffset now)
    {
        foreach (var personId in listeners.Where(told.Add))
            await outbox.Add(tx, news.For(personId), now);
    }

    /// <summary>A reporter hears only as the reporter.</summary>
    private async Task<IReadOnlyList<long>> Listeners(Tx tx, Clue before, Clue after, ClueListener listener) => listener switch
    {
        ClueListener.Reporter => [after.ReporterId],
        ClueListener.Owner => (after.OwnerId ?? before.OwnerId) is { } owner && owner != after.ReporterId ? [owner] : [],
        _ => [.. (await people.ListHelpers(tx, after.Id)).Where(id => id != after.ReporterId)],
    };

    /// <summary>The levels of the tree that hear of it; null where people do.</summary>
    private static IReadOnlyList<long>? PathOf(Clue clue, ClueListener listener) => listener switch
    {
        ClueListener.Desk => clue.Area.Up(AreaLevel.Community),
        ClueListener.Street => clue.Area.Up(AreaLevel.Street),
        ClueListener.District => clue.Area.Up(AreaLevel.District),
        ClueListener.Above => clue.Area.Up(IsForTheDistrict(clue) ? AreaLevel.District : AreaLevel.Street),
        _ => null,
    };

    private static bool IsForTheDistrict(Clue clue) =>
        clue.Status == ClueStatus.Supervised || (clue.Status == ClueStatus.Submitted && clue.AppealedAt is not null);
}
