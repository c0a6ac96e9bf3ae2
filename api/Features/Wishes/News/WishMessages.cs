using LinYuan.Api.Features.Members.Core;
using LinYuan.Api.Features.Wishes.Afterwards;
using LinYuan.Api.Features.Wishes.Crowd;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes.News;

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
            services.AddSingleton(OutboxRoute.ForMany(kind, Read));
    }

    private static Task<DeliverOne> Read(IServiceProvider provider, IReadOnlyList<LeasedMessage> messages) =>
        provider.GetRequiredService<WishMessages>().Read(messages);

    private async Task<DeliverOne> Read(IReadOnlyList<LeasedMessage> messages)
    {
        List<long> wishIds = [.. messages.Select(message => message.SubjectId).Distinct()];
        List<long> people = [.. messages.Select(message => message.RecipientId).Distinct()];
        var known = await db.Read(async session => new Known(
            await wishes.ListByIds(session, wishIds), await members.ListOpenIds(session, people), await followers.ListMuted(session, wishIds, people)));
        return (message, cancellation) => Deliver(message, known, cancellation);
    }

    private async Task<Delivery> Deliver(LeasedMessage message, Known known, CancellationToken cancellation)
    {
        if (known.Wishes.GetValueOrDefault(message.SubjectId) is not { } wish || !await IsStillNews(wish, message, known))
            return Delivery.NoLongerTrue;
        var news = WishNews.Kinds[message.Kind];
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing(wish.PublicTitle ?? (wish.AuthorId == message.RecipientId ? NotReviewed : NotReviewedOfOthers)),
            ["thing2"] = SubscribeValue.Thing(message.Kind == WishNews.Delivered && wish.Status == WishStatus.Fulfilled ? "已送达并确认" : news.Words),
            ["time3"] = SubscribeValue.Time(TimeOf(wish, message)),
        };
        return await wechat.Send(message, known.OpenIds.GetValueOrDefault(message.RecipientId), news.Template, $"pages/wish/index?id={wish.Id}", data, cancellation);
    }

    /// <summary>When it happened; for what has an end, that end.</summary>
    private static DateTimeOffset TimeOf(Wish wish, LeasedMessage message) => message.Kind switch
    {
        WishNews.LeaseEnding => wish.LeaseEnd!.Value,
        WishNews.Offered => wish.Offer!.Until,
        _ => message.CreatedAt,
    };

    /// <summary>What only a few kinds depend on is asked for these alone.</summary>
    private async Task<bool> IsStillNews(Wish wish, LeasedMessage message, Known known)
    {
        if (WishNews.Kinds[message.Kind].TrueIn?.Contains(wish.Status) == false)
            return false;
        if (message.Kind is WishNews.LeaseEnding or WishNews.NamedToGo && wish.ClaimerId != message.RecipientId)
            return false;
        if (message.Kind == WishNews.Offered && wish.Offer?.MemberId != message.RecipientId)
            return false;
        if (message.Kind == WishNews.GoodsDue && !await db.Read(session => pledges.HasPledged(session, wish.Id, message.RecipientId)))
            return false;
        if (message.Kind == WishNews.StoryPublished && await db.Read(session => stories.FindLive(session, wish.Id)) is null)
            return false;
        return !known.Muted.Contains((wish.Id, message.RecipientId));
    }

    private sealed record Known(
        IReadOnlyDictionary<long, Wish> Wishes, IReadOnlyDictionary<long, string> OpenIds, IReadOnlySet<(long WishId, long UserId)> Muted);
}
