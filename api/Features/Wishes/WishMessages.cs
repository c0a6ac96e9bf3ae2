using LinYuan.Api.Features.Members;
using LinYuan.Api.Shared.Data;
using LinYuan.Api.Shared.Outbox;
using LinYuan.Api.Shared.WeChat;

namespace LinYuan.Api.Features.Wishes;

/// <summary>
/// What people hear about wishes. The text is made at the moment of sending, from the wish as it is then: news that is no longer true
/// is not sent. Only reviewed text goes out, and nobody's name.
/// </summary>
public sealed class WishMessages(Db db, MemberStore members, WishStore wishes, PledgeStore pledges, SubscribeDelivery wechat)
{
    public const string Approved = "wish.approved";
    public const string Claimed = "wish.claimed";
    public const string Delivered = "wish.delivered";
    public const string LeaseEnding = "wish.leaseEnding";
    public const string Covered = "wish.covered";
    public const string GoodsDue = "wish.goodsDue";
    public const string PledgeExpired = "wish.pledgeExpired";
    public const string PledgeFreed = "wish.pledgeFreed";

    private static readonly WishStatus[] InHand = [WishStatus.Claimed, WishStatus.InProgress];
    private static readonly WishStatus[] Pledged = [WishStatus.Pledging, WishStatus.PartlyCovered, WishStatus.Covered, WishStatus.Delivering];
    private static readonly WishStatus[] Taken = [.. InHand, WishStatus.Delivered, WishStatus.Disputed, WishStatus.Fulfilled, WishStatus.FulfilledUnconfirmed];

    private static readonly IReadOnlyDictionary<string, News> Kinds = new Dictionary<string, News>(StringComparer.Ordinal)
    {
        [Approved] = new("wishApproved", "已通过审核", [WishStatus.Open, .. Pledged, .. Taken]),
        [Claimed] = new("wishClaimed", "已有人认领", Taken),
        [Delivered] = new("wishDelivered", "已送达请确认", [WishStatus.Delivered, WishStatus.Fulfilled]),
        [LeaseEnding] = new("leaseEnding", "认领即将到期", InHand),
        [Covered] = new("wishClaimed", "物品已全部认捐", [WishStatus.Covered, WishStatus.Delivering]),
        [GoodsDue] = new("leaseEnding", "已认捐齐，请送到社区", [WishStatus.Covered, WishStatus.Delivering]),
        [PledgeExpired] = new("leaseEnding", "认捐已到期释放", Pledged),
        [PledgeFreed] = new("leaseEnding", "心愿已结束，不用再送", [WishStatus.Withdrawn, WishStatus.Unmet]),
    };

    public static void AddRoutes(IServiceCollection services)
    {
        foreach (var kind in Kinds.Keys)
            services.AddSingleton(new OutboxRoute(kind, (provider, message, cancellation) =>
                provider.GetRequiredService<WishMessages>().Deliver(message, cancellation)));
    }

    private async Task<Delivery> Deliver(LeasedMessage message, CancellationToken cancellation)
    {
        var news = Kinds[message.Kind];
        var (wish, openId) = await db.Read(async session =>
            (await wishes.Find(session, message.SubjectId), await members.FindOpenId(session, message.RecipientId)));
        if (wish is null || !news.TrueIn.Contains(wish.Status) || (message.Kind == LeaseEnding && wish.ClaimerId != message.RecipientId))
            return Delivery.NoLongerTrue;
        if (message.Kind == GoodsDue && !await db.Read(session => pledges.HasPledged(session, wish.Id, message.RecipientId)))
            return Delivery.NoLongerTrue;
        var data = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["thing1"] = SubscribeValue.Thing(wish.PublicTitle),
            ["thing2"] = SubscribeValue.Thing(message.Kind == Delivered && wish.Status == WishStatus.Fulfilled ? "已送达并确认" : news.Words),
            ["time3"] = SubscribeValue.Time(message.Kind == LeaseEnding ? wish.LeaseEnd!.Value : message.CreatedAt),
        };
        return await wechat.Send(openId, news.Template, $"pages/wish/index?id={wish.Id}", data, cancellation);
    }

    /// <param name="Template">The name of the template in the settings.</param>
    /// <param name="TrueIn">States in which this is still news.</param>
    private sealed record News(string Template, string Words, IReadOnlyList<WishStatus> TrueIn);
}
