using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.Clues;

/// <summary>Tells all followers of a clue what became of it.</summary>
public sealed class TellClueFollowers(Db db, ClueStore clues, CluePeopleStore people, OutboxSpread spread)
{
    /// <summary>Once for each move: a clue that was reopened may have a second result.</summary>
    public static OutboxMessage Message(string kind, long clueId, long eventId) => OutboxSpread.Message(kind, clueId, once: eventId);

    public static void AddRoutes(IServiceCollection services)
    {
        foreach (var kind in ClueNews.Table.Where(line => line.Listener == ClueListener.Followers).Select(line => line.Kind).Distinct())
            services.AddSingleton(OutboxSpread.Route(kind, (provider, message) => provider.GetRequiredService<TellClueFollowers>().Spread(kind, message)));
    }

    /// <summary>The message's own id stands for the move: there is one message for each.</summary>
    private async Task<Delivery> Spread(string kind, LeasedMessage message) =>
        await db.Read(session => clues.Find(session, message.SubjectId)) is { } clue
            ? await spread.Spread(
                kind, clue.Id, once: message.Id, (session, after, rows) => people.ListFollowers(session, clue.Id, after, rows),
                [clue.ReporterId, clue.OwnerId])
            : Delivery.NoLongerTrue;
}
