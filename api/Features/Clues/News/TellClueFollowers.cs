using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Clues;

/// <summary>
/// Spreads one piece of news to all followers of a clue, however many, outside the move that made it true: the move writes one message,
/// whose delivery writes one for each follower. Delivered again it writes nothing new.
/// </summary>
public sealed class TellClueFollowers(Db db, ClueStore clues, CluePeopleStore people, OutboxStore outbox, TimeProvider time)
{
    private const int Batch = 200;
    private const string Suffix = ".followers";

    /// <summary>Once for each move: a clue that was reopened may have a second result.</summary>
    public static OutboxMessage Message(string kind, long clueId, long eventId) => new(kind + Suffix, clueId, 0, $"{kind}{Suffix}:{eventId}");

    public static void AddRoutes(IServiceCollection services)
    {
        foreach (var kind in ClueNews.Table.Where(line => line.Listener == ClueListener.Followers).Select(line => line.Kind).Distinct())
            services.AddSingleton(new OutboxRoute(kind + Suffix, (provider, message, _) =>
                provider.GetRequiredService<TellClueFollowers>().Spread(kind, message)));
    }

    private async Task<Delivery> Spread(string kind, LeasedMessage message)
    {
        if (await db.Read(session => clues.Find(session, message.SubjectId)) is not { } clue)
            return Delivery.NoLongerTrue;
        var after = 0L;
        IReadOnlyList<long> some;
        do
        {
            some = await db.Read(session => people.ListFollowers(session, clue.Id, after, Batch));
            // The reporter and the owner hear of the same move in words of their own.
            await db.InTransaction(async tx =>
            {
                foreach (var personId in some.Where(id => id != clue.ReporterId && id != clue.OwnerId))
                    await outbox.Add(tx, new OutboxMessage(kind, clue.Id, personId, $"{kind}{Suffix}:{message.Id}:{personId}"), time.Now());
            });
            after = some.LastOrDefault(after);
        }
        while (some.Count == Batch);
        return Delivery.Done;
    }
}
