using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.Time;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// Spreads one piece of news to all followers of a wish, however many, outside the move that made it true: the move writes one message,
/// whose delivery writes one for each follower. Delivered again it writes nothing new.
/// </summary>
public sealed class TellFollowers(Db db, WishStore wishes, WishFollowStore followers, OutboxStore outbox, TimeProvider time)
{
    private const int Batch = 200;
    private const string Suffix = ".followers";

    /// <summary>Once for each wish: a score that comes after the handover code is no second "it is done".</summary>
    public static OutboxMessage Message(string kind, long wishId) => new(kind + Suffix, wishId, 0, $"{kind}{Suffix}:{wishId}");

    public static void AddRoutes(IServiceCollection services)
    {
        foreach (var kind in WishNews.Table.Where(line => line.Listener == WishListener.Followers).Select(line => line.Kind).Distinct())
            services.AddSingleton(new OutboxRoute(kind + Suffix, (provider, message, _) => provider.GetRequiredService<TellFollowers>().Spread(kind, message)));
    }

    private async Task<Delivery> Spread(string kind, LeasedMessage message)
    {
        if (await db.Read(session => wishes.Find(session, message.SubjectId)) is not { } wish)
            return Delivery.NoLongerTrue;
        var after = 0L;
        IReadOnlyList<long> some;
        do
        {
            some = await db.Read(session => followers.List(session, wish.Id, after, Batch));
            // The author and the helper hear of the same move in words of their own.
            await db.InTransaction(async tx =>
            {
                foreach (var personId in some.Where(id => id != wish.AuthorId && id != wish.ClaimerId))
                    await outbox.Add(tx, new OutboxMessage(kind, wish.Id, personId, $"{kind}{Suffix}:{wish.Id}:{personId}"), time.Now());
            });
            after = some.LastOrDefault(after);
        }
        while (some.Count == Batch);
        return Delivery.Done;
    }
}
