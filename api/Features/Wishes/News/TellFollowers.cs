using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;

namespace LinYuan.Api.Features.Wishes.News;

/// <summary>Tells all followers of a wish what became of it.</summary>
public sealed class TellFollowers(Db db, WishStore wishes, WishFollowStore followers, OutboxSpread spread)
{
    /// <summary>Once for each wish: a score that comes after the handover code is no second "it is done".</summary>
    public static OutboxMessage Message(string kind, long wishId) => OutboxSpread.Message(kind, wishId, once: wishId);

    public static void AddRoutes(IServiceCollection services)
    {
        foreach (var kind in WishNews.Table.Where(line => line.Listener == WishListener.Followers).Select(line => line.Kind).Distinct())
            services.AddSingleton(OutboxSpread.Route(kind, (provider, message) => provider.GetRequiredService<TellFollowers>().Spread(kind, message)));
    }

    private async Task<Delivery> Spread(string kind, LeasedMessage message) =>
        await db.Read(session => wishes.Find(session, message.SubjectId)) is { } wish
            ? await spread.Spread(
                kind, wish.Id, once: wish.Id, (session, after, rows) => followers.List(session, wish.Id, after, rows), [wish.AuthorId, wish.ClaimerId])
            : Delivery.NoLongerTrue;
}
