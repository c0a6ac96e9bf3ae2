using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// What people hear about wishes. The text is made at the moment of sending, from the wish as it is then: news that is no longer true
/// is not sent. Only reviewed text goes out, and nobody's name.
/// </summary>
public sealed class WishMessages(
    Db db, MemberStore members, WishStore wishes, PledgeStore pledges, StoryStore stories, WishFollowStore followers,
    SubscribeDelivery wechat)
{
    /// <summary>Instead of a title that nobody has reviewed.</summary>
    private const string NotReviewed = "您发布的心愿";
    private const string NotReviewedOfOthers = "居民发布的心愿";

    public static void AddRoutes(IServiceCollection services)
    {
        foreach (var kind in WishNews.Kinds.Keys)
            services.AddSingleton(new OutboxRoute(kind, (provider, message, cancellation) =>
                provider.GetRequiredService<WishMessages>().Deliver(message, cancellation)));
    }

    private async Task<Delivery> Deliver(LeasedMessage message, CancellationToken cancellation)
    {
        var (wish, openId) = await db.Read(async session =>
            (await wishes.Find(session, message.SubjectId), await members.FindOpenId(session, message.RecipientId)));
        if (wish is null || !await db.Read(session => IsStillNews(session, wish, message)))
            return Delivery.NoLongerTrue;
        var news = WishNews.Kinds[message.Kind];
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing(wish.PublicTitle ?? (wish.AuthorId == message.RecipientId ? NotReviewed : NotReviewedOfOthers)),
            ["thing2"] = SubscribeValue.Thing(message.Kind == WishNews.Delivered && wish.Status == WishStatus.Fulfilled ? "已送达并确认" : news.Words),
            ["time3"] = SubscribeValue.Time(TimeOf(wish, message)),
        };
        return await wechat.Send(message, openId, news.Template, $"pages/wish/index?id={wish.Id}", data, cancellation);
    }

    /// <summary>When it happened; for what has an end, that end.</summary>
    private static DateTimeOffset TimeOf(Wish wish, LeasedMessage message) => message.Kind switch
    {
        WishNews.LeaseEnding => wish.LeaseEnd!.Value,
        WishNews.Offered => wish.Offer!.Until,
        _ => message.CreatedAt,
    };

    private async Task<bool> IsStillNews(DbSession session, Wish wish, LeasedMessage message)
    {
        if (WishNews.Kinds[message.Kind].TrueIn?.Contains(wish.Status) == false)
            return false;
        if (message.Kind is WishNews.LeaseEnding or WishNews.NamedToGo && wish.ClaimerId != message.RecipientId)
            return false;
        if (message.Kind == WishNews.Offered && wish.Offer?.MemberId != message.RecipientId)
            return false;
        if (message.Kind == WishNews.GoodsDue && !await pledges.HasPledged(session, wish.Id, message.RecipientId))
            return false;
        if (message.Kind == WishNews.StoryPublished && await stories.FindLive(session, wish.Id) is null)
            return false;
        return !await followers.HasMuted(session, wish.Id, message.RecipientId);
    }
}
