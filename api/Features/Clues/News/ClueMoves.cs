using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.Clues;

/// <summary>One move of a clue as its timeline keeps it. The words are those of whoever moved it.</summary>
public sealed record ClueMove(
    ClueAction Action, ClueStatus? From, ClueStatus To, ClueActor Actor, long? ActorId, string? Words = null);

/// <summary>Writes the event of a move that was just made, and the news of it to everyone whom <see cref="ClueNews"/> names.</summary>
public sealed class ClueMoves(ClueEventStore events, CluePeopleStore people, MemberStore members, OutboxStore outbox)
{
    private const int MostStaff = 50;

    public async Task Record(Tx tx, Clue before, Clue after, ClueMove move, DateTimeOffset now)
    {
        var eventId = await events.Add(tx, after.Id, move, now);
        // Who made the move knows of it; who is concerned in two ways hears it once, by the first line of the table.
        HashSet<long> told = move.ActorId is { } actor ? [actor] : [];
        foreach (var hearing in ClueNews.Table.Where(line => line.Action == move.Action && (line.To is null || line.To == move.To)))
        {
            if (hearing.Listener == ClueListener.Followers)
            {
                await outbox.Add(tx, TellClueFollowers.Message(hearing.Kind, after.Id, eventId), now);
                continue;
            }
            var listeners = await Listeners(tx, before, after, hearing.Listener);
            foreach (var personId in listeners.Where(id => hearing.Listener == ClueListener.Reporter || id != after.ReporterId).Where(told.Add))
                await outbox.Add(tx, new OutboxMessage(hearing.Kind, after.Id, personId, $"{hearing.Kind}:{eventId}:{personId}"), now);
        }
    }

    private Task<IReadOnlyList<long>> Listeners(Tx tx, Clue before, Clue after, ClueListener listener) => listener switch
    {
        ClueListener.Reporter => One(after.ReporterId),
        ClueListener.Owner => One(after.OwnerId ?? before.OwnerId),
        ClueListener.Helpers => people.ListHelpers(tx, after.Id),
        ClueListener.Desk => members.ListStaffAt(tx, [after.Area.CommunityId], MostStaff),
        ClueListener.Street => members.ListStaffAt(tx, [after.Area.StreetId], MostStaff),
        ClueListener.District => members.ListStaffAt(tx, [after.Area.DistrictId], MostStaff),
        _ => members.ListStaffAt(tx, [IsForTheDistrict(after) ? after.Area.DistrictId : after.Area.StreetId], MostStaff),
    };

    private static Task<IReadOnlyList<long>> One(long? personId) => Task.FromResult<IReadOnlyList<long>>(personId is { } id ? [id] : []);

    private static bool IsForTheDistrict(Clue clue) =>
        clue.Status == ClueStatus.Supervised || (clue.Status == ClueStatus.Submitted && clue.AppealedAt is not null);
}
