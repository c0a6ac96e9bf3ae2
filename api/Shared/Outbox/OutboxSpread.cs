using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Shared.Outbox;

/// <summary>
/// Spreads one piece of news to many people outside the move that made it true, however many they are: the move writes one message of a
/// kind of its own, whose delivery writes one for each of them. Delivered again it writes nothing new.
/// </summary>
public sealed class OutboxSpread(Db db, OutboxStore outbox, TimeProvider time)
{
    private const int Batch = 200;
    private const string Suffix = ".followers";

    /// <summary>What the move writes. Nobody hears it as such, so it need not wait for the morning as those do that come of it.</summary>
    /// <param name="once">Part of the dedupe key: news with the same one is spread once.</param>
    public static OutboxMessage Message(string kind, long subjectId, long once) => new(kind + Suffix, subjectId, 0, $"{kind}{Suffix}:{once}") { AtAnyHour = true };

    public static OutboxRoute Route(string kind, Func<IServiceProvider, LeasedMessage, Task<Delivery>> spread) =>
        new(kind + Suffix, (provider, message, _) => spread(provider, message));

    /// <param name="once">Of the message that is delivered.</param>
    /// <param name="listAfter">The next people after an id, in the order of ids.</param>
    /// <param name="except">Those who hear of the same move in words of their own.</param>
    public async Task<Delivery> Spread(
        string kind, long subjectId, long once, Func<DbSession, long, int, Task<IReadOnlyList<long>>> listAfter, IReadOnlyCollection<long?> except)
    {
        var after = 0L;
        IReadOnlyList<long> some;
        do
        {
            some = await db.Read(session => listAfter(session, after, Batch));
            await db.InTransaction(tx => outbox.Add(
                tx,
                [.. some.Where(id => !except.Contains(id)).Select(id => new OutboxMessage(kind, subjectId, id, $"{kind}{Suffix}:{once}:{id}"))],
                time.Now()));
            after = some.LastOrDefault(after);
        }
        while (some.Count == Batch);
        return Delivery.Done;
    }
}
